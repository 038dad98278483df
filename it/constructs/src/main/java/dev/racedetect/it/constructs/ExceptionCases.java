package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/** Edges and accesses on the way of an exception. */
final class ExceptionCases {
  private ExceptionCases() {}

  /** {@code Future.get}: the computation happens-before the retrieval of its result, an exception being one. */
  static void no_race_execution_exception() throws Exception {
    Cell cell = new Cell();
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Future<?> future = pool.submit(() -> {
      cell.value = 1;
      throw new IllegalStateException();
    });
    try {
      future.get();
    } catch (ExecutionException e) {
      use(cell.value);
    }
    pool.shutdown();
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_timeout_exception() throws Exception {
    Cell cell = new Cell();
    Order order = new Order();
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Future<?> future = pool.submit(() -> {
      cell.value = 1; // previous
      order.meet(0, 1);
    });
    order.await(0);
    try {
      future.get(1, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      use(cell.value); // current
    }
    order.signal(1);
    future.get();
    pool.shutdown();
  }

  static void no_race_completion_exception() {
    Cell cell = new Cell();
    CompletableFuture<Void> future = CompletableFuture.runAsync(() -> {
      cell.value = 1;
      throw new IllegalStateException();
    });
    try {
      future.join();
    } catch (CompletionException e) {
      use(cell.value);
    }
  }

  /** A broken barrier throws to those who wait; nothing of their own is shared. */
  static void no_race_broken_barrier_own_data() {
    CyclicBarrier barrier = new CyclicBarrier(2);
    Order order = new Order();
    together(
        () -> {
          Cell mine = new Cell();
          order.signal(0);
          try {
            barrier.await();
          } catch (BrokenBarrierException e) {
            use(mine.value++);
          }
        },
        () -> {
          order.await(0);
          untilWaiting(barrier);
          barrier.reset();
        });
  }

  private static void untilWaiting(CyclicBarrier barrier) {
    while (barrier.getNumberWaiting() == 0) {
      Thread.yield();
    }
  }

  static void no_race_unlocked_in_finally() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    inOrder(
        () -> {
          try {
            failLocked(cell, lock);
          } catch (IllegalStateException e) {
            use(e);
          }
        },
        () -> {
          lock.lock();
          try {
            use(cell.value);
          } finally {
            lock.unlock();
          }
        });
  }

  private static void failLocked(Cell cell, ReentrantLock lock) {
    lock.lock();
    try {
      cell.value = 1;
      throw new IllegalStateException();
    } finally {
      lock.unlock();
    }
  }

  @Race(variable = "Cell.value")
  static void race_in_catch_block() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          try {
            throw new IllegalStateException();
          } catch (IllegalStateException e) {
            cell.value = 1; // previous
          }
        },
        () -> {
          try {
            use(Integer.parseInt("x"));
          } catch (NumberFormatException e) {
            cell.value = 2; // current
          }
        });
  }

  static void no_race_in_catch_block() {
    Cell cell = new Cell();
    inOrder(() -> recover(cell), () -> recover(cell));
  }

  private static void recover(Cell cell) {
    synchronized (cell) {
      try {
        use(Integer.parseInt("x"));
      } catch (NumberFormatException e) {
        cell.value++;
      }
    }
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_in_finally() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          try {
            use(cell.ref);
          } finally {
            cell.value = 1; // previous
          }
        },
        () -> {
          try {
            throw new IllegalStateException();
          } catch (IllegalStateException e) {
            use(e);
          } finally {
            use(cell.value); // current
          }
        });
  }

  static void no_race_try_with_resources() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    inOrder(() -> incrementClosing(cell, lock), () -> incrementClosing(cell, lock));
  }

  private static void incrementClosing(Cell cell, ReentrantLock lock) {
    lock.lock();
    try (AutoCloseable closing = lock::unlock) {
      use(closing);
      cell.value++;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A null receiver fails before any access. */
  static void no_race_null_receiver() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          Cell none = null;
          try {
            none.value = 1;
          } catch (NullPointerException e) {
            use(e);
          }
        },
        () -> use(cell.value));
  }

  /** An index out of bounds fails before any access. */
  static void no_race_index_out_of_bounds() {
    int[] array = new int[2];
    inOrder(
        () -> {
          try {
            array[2] = 1;
          } catch (ArrayIndexOutOfBoundsException e) {
            array[0] = 1;
          }
        },
        () -> use(array[1]));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_future_task_failed_and_not_asked() {
    Cell cell = new Cell();
    FutureTask<Void> task = new FutureTask<>(() -> {
      cell.value = 1; // previous
      throw new IllegalStateException();
    });
    inOrder(task::run, () -> use(cell.value)); // current
  }

  static void no_race_future_task_failed_and_asked() {
    Cell cell = new Cell();
    FutureTask<Void> task = new FutureTask<>(() -> {
      cell.value = 1;
      throw new IllegalStateException();
    });
    inOrder(task::run, () -> {
      try {
        task.get();
      } catch (ExecutionException e) {
        use(cell.value);
      }
    });
  }

  /** The exception object travels with the edge, its fields too. */
  static void no_race_state_of_the_exception() {
    FutureTask<Void> task = new FutureTask<>(() -> {
      Refusal refusal = new Refusal();
      refusal.code = 7;
      throw refusal;
    });
    inOrder(task::run, () -> {
      try {
        task.get();
      } catch (ExecutionException e) {
        use(((Refusal) e.getCause()).code);
      }
    });
  }

  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    int code;
  }
}
