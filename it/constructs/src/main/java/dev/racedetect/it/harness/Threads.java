package dev.racedetect.it.harness;

import java.util.function.BooleanSupplier;

/** Starts the threads of a case. */
public final class Threads {
  private Threads() {}

  /** What one thread of a case does. */
  @FunctionalInterface
  public interface Body {
    /** Runs it. */
    void run() throws Throwable;
  }

  /**
   * Runs each body in a thread of its own, one after the other, in an order that the detector cannot see. All threads
   * are started before the first body runs, and joined after the last.
   */
  public static void inOrder(Body... bodies) {
    Order order = new Order();
    Body[] steps = new Body[bodies.length];
    for (int i = 0; i < bodies.length; i++) {
      int step = i;
      steps[i] = () -> {
        if (step > 0) {
          order.await(step - 1);
        }
        try {
          bodies[step].run();
        } finally {
          order.signal(step);
        }
      };
    }
    together(steps);
  }

  /** Runs each body in a thread of its own, all at once, and joins them. */
  public static void together(Body... bodies) {
    Worker[] workers = new Worker[bodies.length];
    for (int i = 0; i < bodies.length; i++) {
      workers[i] = new Worker(bodies[i], "worker-" + i);
    }
    for (Worker worker : workers) {
      worker.start();
    }
    for (Worker worker : workers) {
      worker.await();
    }
    for (Worker worker : workers) {
      worker.finish();
    }
  }

  /** Starts one more thread of a case. */
  public static Worker start(Body body) {
    Worker worker = new Worker(body, "worker");
    worker.start();
    return worker;
  }

  /** Polls a condition that gives no happens-before edge by itself. */
  public static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.yield();
    }
  }

  /** A thread of a case; what it throws fails the case. */
  public static final class Worker extends Thread {
    private final Body body;
    private Throwable thrown;

    Worker(Body body, String name) {
      super(name);
      this.body = body;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        body.run();
      } catch (Throwable t) {
        thrown = t;
      }
    }

    private void await() {
      try {
        join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Joins the thread and throws what it threw. */
    public void finish() {
      await();
      if (thrown != null) {
        throw new IllegalStateException(getName() + " failed", thrown);
      }
    }
  }
}
