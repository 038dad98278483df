package dev.racedetect.it.harness;

import dev.racedetect.it.constructs.Groups;
import dev.racedetect.it.harness.Outcome.Status;
import dev.racedetect.runtime.finding.Finding;
import dev.racedetect.runtime.finding.TestId;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Runs the cases in this JVM, one after the other, and writes one line for each.
 *
 * <p>A race is reported once per pair of lines and JVM, so that from the second round on the cases with a race only
 * have to end.
 */
public final class Runner {
  private final Arguments arguments;
  private final Detector detector;
  private final PrintStream out;
  private final Watchdog watchdog;
  private boolean failed;

  private Runner(Arguments arguments) throws ReflectiveOperationException, IOException {
    this.arguments = arguments;
    detector = arguments.plain() ? null : new Detector();
    out = arguments.out() == null
        ? System.out
        : new PrintStream(arguments.out(), StandardCharsets.UTF_8);
    watchdog = new Watchdog(
        arguments.plain() ? 5_000 : 20_000, test -> write(test, new Outcome(Status.HUNG, "")));
    watchdog.start();
  }

  /** Runs the cases that the arguments select; see {@link Arguments}. */
  public static void main(String[] args) throws Exception {
    Runner runner = new Runner(Arguments.parse(args));
    runner.run();
    System.exit(runner.failed ? 1 : 0);
  }

  private void run() {
    List<Case> cases = selected();
    for (int round = 0; round < arguments.repeat(); round++) {
      if (arguments.seed() != 0) {
        Collections.shuffle(cases, new Random(arguments.seed() + round));
      }
      for (Case test : cases) {
        // Without the agent a deadlock never ends.
        boolean ends = detector != null || !test.deadlocks();
        Outcome outcome = ends && test.runsHere() && test.runsIn(round)
            ? run(test, round)
            : new Outcome(Status.SKIPPED, "");
        if (round == 0 || !outcome.passes()) {
          write(test, outcome);
        }
      }
    }
    out.flush();
  }

  private List<Case> selected() {
    List<Case> cases = new ArrayList<>();
    for (Class<?> group : Groups.ALL) {
      for (Case test : Case.of(group)) {
        if (arguments.selects(test)) {
          cases.add(test);
        }
      }
    }
    return cases;
  }

  private Outcome run(Case test, int round) {
    watchdog.watch(test);
    try {
      if (detector == null) {
        test.run();
        return Outcome.RIGHT;
      }
      return judged(test, round);
    } catch (Throwable t) {
      StringWriter trace = new StringWriter();
      t.printStackTrace(new PrintWriter(trace, true));
      return new Outcome(Status.BROKEN, trace.toString());
    } finally {
      watchdog.watch(null);
    }
  }

  private Outcome judged(Case test, int round) throws Throwable {
    TestId id = test.testId(round);
    detector.drainUnattributed();
    detector.testStarted(id);
    try {
      test.run();
    } finally {
      detector.testFinished(id);
    }
    List<Finding> found = detector.drain(id);
    List<Finding> unattributed = detector.drainUnattributed();
    if (round > 0 && test.isReportedOnce()) {
      return Outcome.RIGHT;
    }
    return Verdict.of(test, found, unattributed, Path.of(arguments.sources()));
  }

  private void write(Case test, Outcome outcome) {
    failed |= !outcome.passes();
    String detail = outcome
        .detail()
        .replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\t", " ")
        .replace("\r", "");
    out.println(test.groupName() + "\t" + test.name() + "\t" + outcome.status() + "\t" + detail);
  }
}
