package dev.racedetect.runtime.thread;

import dev.racedetect.runtime.finding.TestId;
import java.util.ArrayList;
import java.util.List;

/** The tests that are running now. */
public final class Tests {
  private static final List<TestId> RUNNING = new ArrayList<>();

  private Tests() {}

  /** {@code test} begins on the current thread. */
  public static void started(ThreadState t, TestId test) {
    synchronized (RUNNING) {
      RUNNING.add(test);
    }
    t.runs(test);
  }

  /** {@code test} has ended. */
  public static void finished(ThreadState t, TestId test) {
    synchronized (RUNNING) {
      RUNNING.remove(test);
    }
    t.runs(null);
  }

  /** Whether {@code test} is running; false for null. */
  public static boolean isRunning(TestId test) {
    synchronized (RUNNING) {
      return test != null && RUNNING.contains(test);
    }
  }

  /** Whether all tests that began have ended, or none has begun. */
  public static boolean noneIsRunning() {
    synchronized (RUNNING) {
      return RUNNING.isEmpty();
    }
  }

  /** The running test if it is the only one, else null. */
  public static TestId only() {
    synchronized (RUNNING) {
      return RUNNING.size() == 1 ? RUNNING.get(0) : null;
    }
  }
}
