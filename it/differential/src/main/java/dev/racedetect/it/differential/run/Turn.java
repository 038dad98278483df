package dev.racedetect.it.differential.run;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets the strands of a program run one at a time, in a given order, by means that the detector cannot see: whose turn it
 * is lies outside the heap, and a read of a buffer's content is no synchronization action (JLS 17.4.2). Nor does {@link
 * LockSupport} promise any order to those who park. The calls of {@link Thread#yield()} keep the compiler from moving
 * memory accesses across.
 */
public final class Turn {
  /** How often a strand that runs freely does the same. */
  public static final int REPEATS = 50;

  /** How long a strand parks that nobody wakes, because its thread was not known yet. */
  private static final long PARKED_NANOS = 1_000_000;

  private static final ByteBuffer POSITION = ByteBuffer.allocateDirect(4);

  private static final Thread[] STRANDS = new Thread[16];

  /** In whose turns the strands run; null where they run freely. */
  private static int[] schedule = {};

  private static List<Thread> threads = new ArrayList<>();
  private static List<ExecutorService> executors = new ArrayList<>();
  private static List<Throwable> thrown = new ArrayList<>();

  private Turn() {}

  /** What a strand runs. */
  public interface Body {
    /** Runs it, as the strand of that number. */
    void run(int me) throws Throwable;
  }

  // ---- for the programs

  /** The turn of {@code me} ends; returns when its next one begins. */
  public static void next(int me) {
    leave(me);
    enter(me);
  }

  /** The turn of {@code me} ends. */
  public static void leave(int me) {
    if (schedule == null) {
      return;
    }
    Thread.yield();
    int position = POSITION.getInt(0) + 1;
    POSITION.putInt(0, position);
    Thread.yield();
    if (position < schedule.length) {
      LockSupport.unpark(STRANDS[schedule[position]]);
    }
  }

  /** Returns when a turn of {@code me} begins. An interrupt stays pending. */
  public static void enter(int me) {
    if (schedule == null) {
      Thread.yield();
      return;
    }
    STRANDS[me] = Thread.currentThread();
    while (!isTurnOf(me)) {
      if (!thrown.isEmpty()) {
        throw new IllegalStateException("another strand has failed");
      }
      LockSupport.parkNanos(PARKED_NANOS);
    }
    Thread.yield();
  }

  /** A thread that runs a strand. */
  public static Thread thread(String name, int id, Body body) {
    Thread thread = new Thread(
        () -> {
          run(id, body);
          leave(id);
        },
        name);
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  /** An executor with one thread of that name. */
  public static ExecutorService executor(String name) {
    ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    });
    executors.add(executor);
    return executor;
  }

  /** A task for such an executor, whose thread is that strand. Its turn ends when it can be seen to be done. */
  public static FutureTask<Object> task(int id, Body body) {
    Callable<Object> task = () -> {
      run(id, body);
      return null;
    };
    return new FutureTask<>(task) {
      @Override
      protected void done() {
        leave(id);
      }
    };
  }

  private static void run(int id, Body body) {
    try {
      enter(id);
      body.run(id);
    } catch (Throwable t) {
      thrown.add(t); // which ends all others at their next turn
    }
  }

  private static boolean isTurnOf(int me) {
    Thread.yield();
    int position = POSITION.getInt(0);
    return position < schedule.length && schedule[position] == me;
  }

  // ---- for who runs them

  /** To be called before the class of a program is initialized; {@code order} is null if its strands run freely. */
  static void prepare(int[] order) {
    schedule = order;
    threads = new ArrayList<>();
    executors = new ArrayList<>();
    thrown = new ArrayList<>();
    Arrays.fill(STRANDS, null);
    POSITION.putInt(0, 0);
  }

  /** Runs strand 0 and waits until all have ended; throws what one of them threw. */
  static void runAll(Body main) throws Exception {
    run(0, main);
    leave(0);
    for (Thread thread : threads) {
      if (thread.getState() == Thread.State.NEW) {
        throw new IllegalStateException(thread.getName() + " was not started");
      }
      thread.join();
    }
    for (ExecutorService executor : executors) {
      executor.shutdown();
      if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("a task has not ended");
      }
    }
    if (!thrown.isEmpty()) {
      throw new IllegalStateException("a strand failed", thrown.get(0));
    }
    if (schedule != null && POSITION.getInt(0) != schedule.length) {
      throw new IllegalStateException("the program ended before its schedule");
    }
  }
}
