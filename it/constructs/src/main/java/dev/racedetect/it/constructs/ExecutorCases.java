package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Executors and futures (actions prior to submission happen-before the task, which happens-before what follows
 * {@code Future.get}).
 */
final class ExecutorCases {
  private ExecutorCases() {}

  private interface Scenario {
    void run(ExecutorService pool) throws Exception;
  }

  private static void withPool(int threads, Scenario scenario) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      scenario.run(pool);
    } finally {
      pool.shutdown();
      pool.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  static void no_race_submit() throws Exception {
    Cell cell = new Cell();
    cell.value = 1;
    withPool(1, pool -> pool.submit(() -> use(cell.value)).get());
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_submit() throws Exception {
    Cell cell = new Cell();
    Order order = new Order();
    withPool(1, pool -> {
      pool.execute(() -> {
        order.await(0);
        use(cell.value); // current
      });
      cell.value = 1; // previous
      order.signal(0);
    });
  }

  static void no_race_get() throws Exception {
    Cell cell = new Cell();
    withPool(1, pool -> {
      pool.submit(() -> cell.value = 1).get();
      use(cell.value);
    });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_result_not_awaited() throws Exception {
    Cell cell = new Cell();
    Order order = new Order();
    withPool(1, pool -> {
      pool.execute(() -> {
        cell.value = 1; // previous
        order.signal(0);
      });
      order.await(0);
      use(cell.value); // current
    });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_other_future_awaited() throws Exception {
    Cell cell = new Cell();
    Order order = new Order();
    withPool(2, pool -> {
      pool.execute(() -> {
        cell.value = 1; // previous
        order.signal(0);
      });
      pool.submit(() -> order.await(0)).get();
      use(cell.value); // current
    });
  }

  @Race(variable = "Cell.value")
  static void race_two_tasks() throws Exception {
    Cell cell = new Cell();
    Order order = new Order();
    withPool(2, pool -> {
      Future<?> first = pool.submit(() -> {
        order.meet(0, 1);
        cell.value = 1; // previous
        order.signal(2);
      });
      Future<?> second = pool.submit(() -> {
        order.meet(1, 0);
        order.await(2);
        cell.value = 2; // current
      });
      first.get();
      second.get();
    });
  }

  /** Tasks of a single worker follow one another in its program order. */
  static void no_race_single_worker() throws Exception {
    Cell cell = new Cell();
    withPool(1, pool -> {
      for (int i = 0; i < 20; i++) {
        pool.execute(() -> cell.value++);
      }
    });
    use(cell.value);
  }

  static void no_race_single_thread_executor() throws Exception {
    Cell cell = new Cell();
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Future<?> last = null;
    for (int i = 0; i < 20; i++) {
      last = pool.submit(() -> cell.value++);
    }
    last.get();
    use(cell.value);
    pool.shutdown();
  }

  static void no_race_invoke_all() throws Exception {
    Cell[] cells = {new Cell(), new Cell(), new Cell()};
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (Cell cell : cells) {
      tasks.add(() -> cell.value = 1);
    }
    withPool(2, pool -> {
      for (Future<Integer> future : pool.invokeAll(tasks)) {
        use(future.get());
      }
    });
    use(cells[0].value + cells[1].value + cells[2].value);
  }

  static void no_race_invoke_any() throws Exception {
    withPool(2, pool -> {
      Cell cell = pool.invokeAny(List.of(() -> new Cell(1), () -> new Cell(2)));
      use(cell.value);
    });
  }

  static void no_race_await_termination() throws Exception {
    Cell cell = new Cell();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    pool.execute(() -> cell.value = 1);
    pool.shutdown();
    if (pool.awaitTermination(10, TimeUnit.SECONDS)) {
      use(cell.value);
    }
  }

  /** {@code shutdown} waits for nothing. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_shutdown_only() throws Exception {
    Cell cell = new Cell();
    Order order = new Order();
    withPool(1, pool -> {
      pool.execute(() -> {
        cell.value = 1; // previous
        order.signal(0);
      });
      pool.shutdown();
      order.await(0);
      use(cell.value); // current
    });
  }

  static void no_race_completion_service() throws Exception {
    withPool(2, pool -> {
      CompletionService<Cell> service = new ExecutorCompletionService<>(pool);
      service.submit(() -> new Cell(1));
      service.submit(() -> new Cell(2));
      use(service.take().get().value + service.take().get().value);
    });
  }

  static void no_race_scheduled() throws Exception {
    Cell cell = new Cell();
    cell.value = 1;
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
    pool.schedule(() -> cell.value++, 1, TimeUnit.MILLISECONDS).get();
    use(cell.value);
    pool.shutdown();
  }

  /** Successive executions of a periodic task do not overlap; actions of each happen-before the next. */
  static void no_race_periodic() throws Exception {
    Cell cell = new Cell();
    Order order = new Order();
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
    Future<?> periodic = pool.scheduleAtFixedRate(
        () -> {
          if (++cell.value == 5) {
            order.signal(0);
          }
        },
        0,
        1,
        TimeUnit.MILLISECONDS);
    order.await(0);
    periodic.cancel(false);
    pool.shutdown();
    pool.awaitTermination(10, TimeUnit.SECONDS);
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_schedule() throws Exception {
    Cell cell = new Cell();
    Order order = new Order();
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
    Future<?> future = pool.schedule(
        () -> {
          order.await(0);
          use(cell.value); // current
        },
        0,
        TimeUnit.MILLISECONDS);
    cell.value = 1; // previous
    order.signal(0);
    future.get();
    pool.shutdown();
  }

  /** A task that the pool rejects runs in the thread of the caller. */
  static void no_race_caller_runs() throws Exception {
    Order order = new Order();
    ThreadPoolExecutor pool = new ThreadPoolExecutor(
        1,
        1,
        1,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(1),
        new ThreadPoolExecutor.CallerRunsPolicy());
    Cell cell = new Cell();
    pool.execute(() -> order.await(0));
    pool.execute(() -> use(pool));
    pool.execute(() -> cell.value = 1);
    use(cell.value);
    order.signal(0);
    pool.shutdown();
    pool.awaitTermination(10, TimeUnit.SECONDS);
  }

  static void no_race_direct_executor() {
    Cell cell = new Cell();
    java.util.concurrent.Executor direct = Runnable::run;
    direct.execute(() -> cell.value++);
    use(cell.value);
  }

  static void no_race_hooks() throws Exception {
    Cell before = new Cell();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4)) {
          @Override
          protected void beforeExecute(Thread worker, Runnable task) {
            before.value++;
          }
        };
    pool.submit(() -> use(before.value)).get();
    use(before.value);
    pool.shutdown();
  }

  static void no_race_future_task() throws Exception {
    Cell cell = new Cell();
    FutureTask<Integer> task = new FutureTask<>(() -> cell.value = 1);
    Thread thread = new Thread(task);
    thread.start();
    use(task.get() + cell.value);
    thread.join();
  }

  /** {@code get} of a cancelled future throws; the task may still be running. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_cancelled_while_running() throws Exception {
    Cell cell = new Cell();
    Order order = new Order();
    withPool(1, pool -> {
      Future<?> future = pool.submit(() -> {
        order.meet(0, 1);
        cell.value = 1; // previous
        order.signal(2);
      });
      order.await(0);
      future.cancel(false);
      order.signal(1);
      order.await(2);
      use(cell.value); // current
    });
  }

  static void no_race_failed_task_then_next() throws Exception {
    Cell cell = new Cell();
    withPool(1, pool -> {
      Future<?> failing = pool.submit(() -> {
        cell.value = 1;
        throw new IllegalStateException();
      });
      try {
        failing.get();
      } catch (ExecutionException e) {
        pool.submit(() -> cell.value++).get();
      }
    });
  }
}
