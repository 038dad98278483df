package dev.racedetect.runtime;

import dev.racedetect.runtime.finding.Finding;
import dev.racedetect.runtime.finding.FindingListener;
import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.finding.TestId;
import dev.racedetect.runtime.race.RaceReports;
import dev.racedetect.runtime.thread.Tests;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What test frameworks ask of the detector. Lives in the bootstrap loader once the agent has started; a framework looks
 * for it there. All methods are thread-safe.
 */
public final class RaceDetectRuntime {
  private static final List<Found> FOUND = new ArrayList<>();
  private static String inactive = "the agent has not been started";

  private RaceDetectRuntime() {}

  /**
   * Something that was found.
   *
   * @param finding all that is known of it
   * @param fingerprint stable name of the finding across runs
   * @param text the report as it is printed
   */
  public record Found(Finding finding, String fingerprint, String text) {}

  /** Whether races are detected in this JVM: the agent has started and its self-test has passed. */
  public static synchronized boolean isActive() {
    return inactive == null;
  }

  /** Why {@link #isActive} is false; null if it is true. */
  public static synchronized String inactiveReason() {
    return inactive;
  }

  /** The agent has started; {@code failure} says what its self-test missed, null if it passed. */
  public static void started(String failure) {
    Findings.addListener(new Collector());
    synchronized (RaceDetectRuntime.class) {
      inactive = failure;
    }
  }

  /** Runs the self-test's program and tells which of its variables were seen to race. */
  public static String selfTest(Runnable program) {
    RaceReports.selfTestBegins();
    program.run();
    return RaceReports.selfTestSeen();
  }

  /** {@code test} begins on the current thread: races of this thread and of those it starts are the test's. */
  public static void testStarted(TestId test) {
    ThreadState t = enter();
    if (t != null) {
      try {
        Tests.started(t, test);
      } finally {
        t.inside = false;
      }
    }
  }

  /** {@code test} has ended. */
  public static void testFinished(TestId test) {
    ThreadState t = enter();
    if (t != null) {
      try {
        Tests.finished(t, test);
      } finally {
        t.inside = false;
      }
    }
  }

  /** The findings of {@code test} that no call has returned before. */
  public static List<Found> drain(TestId test) {
    return take(test);
  }

  /** The findings that belong to no test and that no call has returned before. */
  public static List<Found> drainUnattributed() {
    return take(null);
  }

  /** What the current thread did so far happens-before what follows {@link #orderedAfter} of the same token. */
  public static void orderedBefore(Object token) {
    Probes.release(token);
  }

  /** See {@link #orderedBefore}. */
  public static void orderedAfter(Object token) {
    Probes.acquire(token);
  }

  private static List<Found> take(TestId test) {
    List<Found> taken = new ArrayList<>();
    synchronized (FOUND) {
      for (Iterator<Found> all = FOUND.iterator(); all.hasNext(); ) {
        Found f = all.next();
        TestId of = f.finding().test();
        if (test == null ? of == null : test.equals(of)) {
          taken.add(f);
          all.remove();
        }
      }
    }
    return taken;
  }

  private static ThreadState enter() {
    ThreadState t = Threads.current();
    if (t.inside) {
      return null;
    }
    t.inside = true;
    return t;
  }

  private static final class Collector implements FindingListener {
    @Override
    public void found(Finding finding, String fingerprint, String text) {
      synchronized (FOUND) {
        FOUND.add(new Found(finding, fingerprint, text));
      }
    }
  }
}
