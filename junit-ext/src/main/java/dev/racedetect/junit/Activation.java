package dev.racedetect.junit;

import java.io.IOException;
import java.lang.reflect.Constructor;

/** Finds the detector of this JVM, or attaches the agent, once. */
final class Activation {
  private static final String RUNTIME = "dev.racedetect.runtime.RaceDetectRuntime";
  private static final Watch IDLE =
      new Watch(new NoDetector("no test asked for it"), Watch.Mode.ANNOTATED);
  private static final Watch SKIPPED =
      new Watch(new NoDetector("race.skip is set"), Watch.Mode.SKIPPED);

  /** Null until it is decided; written under the class's monitor. */
  private static volatile Watch decided;

  private static boolean selfAttached;

  private Activation() {}

  /** The watch of this JVM; one that does nothing as long as nobody asked for more. */
  static Watch watch() {
    Watch watch = decided;
    return watch != null ? watch : IDLE;
  }

  /**
   * The launcher starts: the agent that is there is used, else one is attached if a test on the class path asks for it.
   *
   * @throws IllegalStateException when every test is to be watched and can't be; an annotated test says so itself
   */
  static void launcherStarts() {
    Watch watch = decide(false);
    if (isTestedJvm()
        && watch.mode() == Watch.Mode.EVERY_TEST
        && !watch.detector().isActive()) {
      throw new IllegalStateException(
          "race detection was asked for: " + watch.detector().inactiveReason());
    }
  }

  /** A test asks for race detection. */
  static Watch asked() {
    Watch watch = decided;
    return watch != null ? watch : decide(true);
  }

  /** Tells whether the agent came by {@link SelfAttach}, so that no build tool will judge its findings. */
  static synchronized boolean isSelfAttached() {
    return selfAttached;
  }

  /** For tests: replaces the decision, null to take it anew, and returns the one before. */
  static synchronized Watch replace(Watch watch) {
    Watch before = decided;
    decided = watch;
    return before;
  }

  private static synchronized Watch decide(boolean asked) {
    if (decided == null) {
      decided = tryToDecide(asked);
    }
    return watch();
  }

  private static Watch tryToDecide(boolean asked) {
    String skip = System.getProperty("race.skip");
    if (skip != null && !skip.equals("false")) {
      return SKIPPED;
    }
    if (isRuntimePresent()) {
      return new Watch(runtime(), Watch.Mode.EVERY_TEST);
    }
    boolean everyTest = Boolean.getBoolean("race");
    if (!isTestedJvm()) {
      String reason = "the tests are loaded by " + Activation.class.getClassLoader()
          + ", not by the system class loader";
      return asked
          ? new Watch(new NoDetector(SelfAttach.advise(reason)), Watch.Mode.ANNOTATED)
          : null;
    }
    if (!asked && !everyTest && !ClassPathScan.findsAnnotation()) {
      return null;
    }
    String failure = SelfAttach.attach();
    if (failure == null && !isRuntimePresent()) {
      failure = SelfAttach.advise("the agent attached, but its runtime is not in the boot loader");
    }
    if (failure != null) {
      return new Watch(
          new NoDetector(failure), everyTest ? Watch.Mode.EVERY_TEST : Watch.Mode.ANNOTATED);
    }
    selfAttached = true;
    if (asked) {
      System.err.println(
          "race: attached after test classes were loaded; what was loaded before is not checked");
    }
    return new Watch(runtime(), everyTest ? Watch.Mode.EVERY_TEST : Watch.Mode.ANNOTATED);
  }

  /** False in a build tool's own JVM, where launcher sessions are opened too: that one is never ours to attach to. */
  private static boolean isTestedJvm() {
    return Activation.class.getClassLoader() == ClassLoader.getSystemClassLoader();
  }

  private static boolean isRuntimePresent() {
    try {
      Class.forName(RUNTIME, false, null);
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  /** The runtime, reached by name so that no class of it is linked before it is known to be there. */
  private static Detector runtime() {
    try {
      Constructor<?> bridge = Class.forName(Activation.class.getPackageName() + ".RuntimeDetector")
          .getDeclaredConstructor();
      RuntimeDetector detector = (RuntimeDetector) bridge.newInstance();
      String mismatch = AgentJar.mismatch(detector.version());
      return mismatch == null ? detector : new NoDetector(mismatch);
    } catch (ReflectiveOperationException | LinkageError | IOException e) {
      return new NoDetector("the running agent does not fit this race-junit (" + e
          + "); use the same version of both");
    }
  }
}
