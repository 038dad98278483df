package dev.racedetect;

import dev.racedetect.runtime.RaceDetectRuntime;

/**
 * Tells a test whether it is being watched, so that it can scale itself.
 *
 * <p>A class that also uses the annotation {@link dev.racedetect.junit.RaceDetect} imports this one statically:
 *
 * <pre>{@code
 * import static dev.racedetect.RaceDetect.isActive;
 *
 * int rounds = isActive() ? 1_000 : 100_000;
 * }</pre>
 */
public final class RaceDetect {
  private static final String RUNTIME = "dev.racedetect.runtime.RaceDetectRuntime";

  private RaceDetect() {}

  /**
   * Tells whether the accesses of this JVM are checked.
   *
   * @return true when the agent runs and its self-test passed; false without an agent
   */
  public static boolean isActive() {
    try {
      // From the boot loader or not at all: a copy that the application's loader found would watch
      // nothing.
      Class.forName(RUNTIME, false, null);
    } catch (ClassNotFoundException noAgent) {
      return false;
    }
    return Linked.isActive();
  }

  /** Linked only once the runtime is known to be in the boot loader. */
  private static final class Linked {
    static boolean isActive() {
      return RaceDetectRuntime.isActive();
    }
  }
}
