package dev.racedetect.it.harness;

import dev.racedetect.it.harness.Threads.Body;
import dev.racedetect.it.harness.Threads.Worker;

/** Runs the threads of a case that deadlock. */
public final class Deadlocks {
  private static final String ERROR = "dev.racedetect.runtime.DeadlockDetectedError";

  private Deadlocks() {}

  /**
   * Runs each body in a thread of its own, all at once. One of them must be thrown out of its wait, and all others then end as if
   * nothing had been.
   */
  public static void among(Body... bodies) {
    int[] thrown = new int[bodies.length];
    Worker[] workers = new Worker[bodies.length];
    for (int i = 0; i < bodies.length; i++) {
      int number = i;
      workers[i] = Threads.start(() -> {
        if (isBroken(bodies[number])) {
          thrown[number]++;
        }
      });
    }
    int sum = 0;
    for (int i = 0; i < bodies.length; i++) {
      workers[i].finish();
      sum += thrown[i];
    }
    if (sum != 1) {
      throw new IllegalStateException(sum + " threads were thrown out of the deadlock");
    }
  }

  /** Runs the body; tells whether it was thrown out of a deadlock. */
  public static boolean isBroken(Body body) throws Throwable {
    try {
      body.run();
      return false;
    } catch (Error e) {
      if (e.getClass().getName().equals(ERROR)) {
        return true;
      }
      throw e;
    }
  }
}
