package dev.racedetect.junit;

import java.util.List;
import org.opentest4j.AssertionFailedError;

/** Turns races into the failure of a test. */
final class RaceFailure {
  private RaceFailure() {}

  /**
   * The failure for {@code races}: the first is the failure itself, the others are suppressed in it.
   *
   * <p>Not a {@code MultipleFailuresError}: Surefire prints only its message, without any of the stacks.
   *
   * @param where what the races belong to, for the first line; empty for a test
   * @param races at least one
   */
  static AssertionFailedError of(String where, List<FoundRace> races) {
    AssertionFailedError failure = one(where, races.get(0));
    for (FoundRace further : races.subList(1, races.size())) {
      failure.addSuppressed(one("", further));
    }
    return failure;
  }

  private static AssertionFailedError one(String where, FoundRace race) {
    Throwable previous = new Throwable(race.previousSummary());
    previous.setStackTrace(race.previous());
    String message =
        race.summary() + where + System.lineSeparator() + RunnerFrames.fold(race.report());
    AssertionFailedError failure = new AssertionFailedError(message, previous);
    failure.setStackTrace(race.current());
    return failure;
  }
}
