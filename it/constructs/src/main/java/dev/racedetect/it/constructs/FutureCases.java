package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.constructs.Ways.Out;
import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import dev.racedetect.it.harness.Since;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Futures of every kind: the computation happens-before whatever finds it done (Future, "Memory consistency effects"). */
final class FutureCases {
  private FutureCases() {}

  private interface Step {
    void run() throws Exception;
  }

  /** Runs it, whatever it throws by contract. */
  private static void quietly(Step step) throws Exception {
    try {
      step.run();
    } catch (ExecutionException | CancellationException e) {
      use(e.hashCode());
    }
  }

  /** Every look at a future that can tell that it is done. */
  private static List<Out<Future<Object>>> looks() {
    return List.of(
        f -> quietly(() -> f.get()), f -> quietly(() -> f.get(5, TimeUnit.SECONDS)), f -> {
          while (!f.isDone()) {
            Thread.yield();
          }
        });
  }

  private static void completed(
      Cell cell, Step completes, Future<Object> future, Out<Future<Object>> look) {
    together(
        () -> {
          cell.value = 1;
          completes.run();
        },
        () -> {
          look.take(future);
          use(cell.value);
        });
  }

  static void no_race_future_task() {
    for (Out<Future<Object>> look : looks()) {
      Cell cell = new Cell();
      FutureTask<Object> ran = new FutureTask<>(() -> cell.value = 2);
      completed(cell, ran::run, ran, look);
      FutureTask<Object> failed = new FutureTask<>(FutureCases::fail);
      completed(cell, failed::run, failed, look);
      FutureTask<Object> cancelled = new FutureTask<>(() -> 1);
      completed(cell, () -> cancelled.cancel(false), cancelled, look);
    }
  }

  private static Object fail() throws Exception {
    throw new java.io.IOException("expected");
  }

  static void no_race_completable_future() {
    for (Out<Future<Object>> look : looks()) {
      Cell cell = new Cell();
      CompletableFuture<Object> completed = new CompletableFuture<>();
      completed(cell, () -> completed.complete(1), completed, look);
      CompletableFuture<Object> failed = new CompletableFuture<>();
      completed(cell, () -> failed.completeExceptionally(new Exception()), failed, look);
      CompletableFuture<Object> cancelled = new CompletableFuture<>();
      completed(cell, () -> cancelled.cancel(true), cancelled, look);
      CompletableFuture<Object> obtruded = new CompletableFuture<>();
      completed(cell, () -> obtruded.obtrudeValue(1), obtruded, look);
      CompletableFuture<Object> broken = new CompletableFuture<>();
      completed(cell, () -> broken.obtrudeException(new Exception()), broken, look);
      CompletableFuture<Object> async = new CompletableFuture<>();
      completed(cell, () -> async.completeAsync(() -> 1), async, look);
      CompletableFuture<Object> original = new CompletableFuture<>();
      completed(cell, () -> original.complete(1), original.copy(), look);
      CompletableFuture<Object> staged = new CompletableFuture<>();
      completed(
          cell,
          () -> staged.complete(1),
          staged.minimalCompletionStage().toCompletableFuture(),
          look);
    }
  }

  static void no_race_looks_of_completable_future() {
    List<Out<CompletableFuture<Object>>> looks = List.of(
        f -> f.join(),
        f -> {
          while (f.getNow(null) == null) {
            Thread.yield();
          }
        },
        f -> {
          f.join();
          use(f.isCancelled() || f.isCompletedExceptionally() ? 1 : 0);
        });
    for (Out<CompletableFuture<Object>> look : looks) {
      Cell cell = new Cell();
      CompletableFuture<Object> future = new CompletableFuture<>();
      together(
          () -> {
            cell.value = 1;
            future.complete(1);
          },
          () -> {
            look.take(future);
            use(cell.value);
          });
    }
  }

  static void no_race_fork_join_task() {
    ForkJoinPool pool = new ForkJoinPool(2);
    for (Out<Future<Object>> look : looks()) {
      Cell cell = new Cell();
      ForkJoinTask<Object> ran = ForkJoinTask.adapt((Callable<Object>) () -> cell.value = 2);
      completed(cell, () -> pool.execute(ran), ran, look);
      ForkJoinTask<Object> failed = ForkJoinTask.adapt((Callable<Object>) FutureCases::fail);
      completed(cell, () -> pool.submit(failed), failed, f -> lookAtFailed(look, f));
      ForkJoinTask<Object> cancelled = ForkJoinTask.adapt((Callable<Object>) () -> 1);
      completed(cell, () -> cancelled.cancel(false), cancelled, look);
      ForkJoinTask<Object> completed = ForkJoinTask.adapt((Callable<Object>) () -> 1);
      completed(cell, () -> completed.complete(3), completed, look);
      ForkJoinTask<Object> quiet = ForkJoinTask.adapt((Callable<Object>) () -> 1);
      completed(cell, () -> quiet.quietlyComplete(), quiet, look);
      ForkJoinTask<Object> thrown = ForkJoinTask.adapt((Callable<Object>) () -> 1);
      completed(cell, () -> thrown.completeExceptionally(new Exception()), thrown, look);
    }
    pool.shutdown();
  }

  private static void lookAtFailed(Out<Future<Object>> look, Future<Object> future)
      throws Exception {
    try {
      look.take(future);
    } catch (RuntimeException e) {
      use(e.hashCode());
    }
  }

  static void no_race_looks_of_fork_join_task() {
    ForkJoinPool pool = new ForkJoinPool(2);
    List<Out<ForkJoinTask<?>>> looks = List.of(
        t -> t.join(),
        t -> t.quietlyJoin(),
        t -> {
          while (!t.isCompletedNormally()) {
            Thread.yield();
          }
        },
        t -> {
          t.quietlyJoin();
          use(t.getException() == null && !t.isCompletedAbnormally() ? 1 : 0);
        });
    for (Out<ForkJoinTask<?>> look : looks) {
      Cell cell = new Cell();
      ForkJoinTask<?> task = ForkJoinTask.adapt(() -> {
        cell.value = 2;
      });
      together(() -> pool.execute(task), () -> {
        look.take(task);
        use(cell.value);
      });
    }
    pool.shutdown();
  }

  static void no_race_fork_join_in_a_task() {
    Cell[] cells = {new Cell(), new Cell(), new Cell(), new Cell()};
    ForkJoinPool pool = new ForkJoinPool(3);
    pool.invoke(ForkJoinTask.adapt(() -> {
      ForkJoinTask.invokeAll(write(cells[0]), write(cells[1]));
      ForkJoinTask.invokeAll(List.of(write(cells[2]), write(cells[3])));
      ForkJoinTask<?> forked = write(cells[0]).fork();
      forked.join();
      ForkJoinTask<?> again = write(cells[1]).fork();
      if (again.tryUnfork()) {
        again.quietlyInvoke();
      } else {
        again.join();
      }
      write(cells[2]).invoke();
      write(cells[3]).fork();
      ForkJoinTask.helpQuiesce();
      use(cells[0].value + cells[1].value + cells[2].value);
    }));
    pool.awaitQuiescence(5, TimeUnit.SECONDS);
    use(cells[0].value + cells[1].value + cells[2].value + cells[3].value);
    pool.shutdown();
  }

  private static ForkJoinTask<?> write(Cell cell) {
    return ForkJoinTask.adapt(() -> {
      cell.value++;
    });
  }

  static void no_race_fork_join_pool() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(2);
    Cell[] cells = {new Cell(), new Cell(), new Cell()};
    cells[0].value = 1;
    pool.execute(() -> cells[0].value++);
    List<Callable<Integer>> calls = List.of(() -> cells[1].value++, () -> cells[2].value++);
    for (Future<Integer> future : pool.invokeAll(calls)) {
      future.get();
    }
    use(cells[1].value + cells[2].value);
    use(pool.invokeAny(List.of(() -> ++cells[1].value)));
    pool.shutdown();
    use(pool.awaitTermination(5, TimeUnit.SECONDS) ? 1 : 0);
    use(cells[0].value + cells[1].value);
  }

  static void no_race_tags() {
    Cell cell = new Cell();
    ForkJoinTask<?> task = ForkJoinTask.adapt(() -> {});
    together(
        () -> {
          cell.value = 1;
          task.setForkJoinTaskTag((short) 1);
        },
        () -> {
          while (!task.compareAndSetForkJoinTaskTag((short) 1, (short) 2)) {
            Thread.yield();
          }
          use(cell.value);
        },
        () -> {
          while (task.getForkJoinTaskTag() != 2) {
            Thread.yield();
          }
          use(cell.value);
        });
  }

  @Since(19)
  static void no_race_results_without_waiting() {
    for (String look : List.of("resultNow", "state")) {
      Cell cell = new Cell();
      CompletableFuture<Object> completable = new CompletableFuture<>();
      completed(cell, () -> completable.complete(1), completable, f -> poll(f, look));
      FutureTask<Object> task = new FutureTask<>(() -> 1);
      completed(cell, task::run, task, f -> poll(f, look));
      ForkJoinTask<Object> forked = ForkJoinTask.adapt((Callable<Object>) () -> 1);
      completed(cell, () -> forked.complete(1), forked, f -> poll(f, look));
    }
  }

  private static void poll(Future<Object> future, String look) throws Exception {
    while (true) {
      try {
        if (!Newer.call(future, look).toString().equals("RUNNING")) {
          return;
        }
      } catch (IllegalStateException e) {
        Thread.yield();
      }
    }
  }

  @Since(19)
  static void no_race_exception_now() {
    Cell cell = new Cell();
    Exception expected = new Exception("expected");
    CompletableFuture<Object> completable = new CompletableFuture<>();
    completed(
        cell,
        () -> completable.completeExceptionally(expected),
        completable,
        f -> poll(f, "exceptionNow"));
    FutureTask<Object> task = new FutureTask<>(FutureCases::fail);
    completed(cell, task::run, task, f -> poll(f, "exceptionNow"));
    ForkJoinTask<Object> forked = ForkJoinTask.adapt((Callable<Object>) () -> 1);
    completed(
        cell, () -> forked.completeExceptionally(expected), forked, f -> poll(f, "exceptionNow"));
  }

  @Since(19)
  static void no_race_executor_closed() throws Exception {
    List<ExecutorService> pools = new ArrayList<>(List.of(
        Executors.newFixedThreadPool(2),
        Executors.newSingleThreadExecutor(),
        Executors.newScheduledThreadPool(1),
        Executors.unconfigurableExecutorService(Executors.newCachedThreadPool()),
        new ForkJoinPool(2)));
    if (Runtime.version().feature() >= 21) {
      pools.add((ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
    }
    for (ExecutorService pool : pools) {
      Cell cell = new Cell();
      pool.execute(() -> cell.value = 1);
      Newer.call(pool, "close");
      use(cell.value);
    }
  }

  @Since(25)
  static void no_race_scheduled_in_a_fork_join_pool() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(2);
    Cell cell = new Cell();
    cell.value = 1;
    Callable<Integer> task = () -> ++cell.value;
    Future<?> future = (Future<?>) ForkJoinPool.class
        .getMethod("schedule", Callable.class, long.class, TimeUnit.class)
        .invoke(pool, task, 1L, TimeUnit.MILLISECONDS);
    future.get();
    use(cell.value);
    pool.shutdown();
  }

  static void no_race_completion_service() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    ExecutorCompletionService<Cell> service = new ExecutorCompletionService<>(pool);
    for (int i = 0; i < 6; i++) {
      service.submit(() -> new Cell(1));
    }
    Cell cell = new Cell();
    service.submit(() -> cell.value = 1, cell);
    for (int i = 0; i < 7; i++) {
      Future<Cell> next = i < 3 ? service.take() : service.poll(5, TimeUnit.SECONDS);
      use(next.get().value);
    }
    use(service.poll() == null ? cell.value : 0);
    pool.shutdown();
  }

  static void no_race_every_submission() throws Exception {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
    Cell cell = new Cell();
    cell.value = 1;
    pool.submit(() -> cell.value++, 1).get();
    pool.schedule(() -> ++cell.value, 1, TimeUnit.MILLISECONDS).get();
    pool.schedule(
            () -> {
              cell.value++;
            },
            1,
            TimeUnit.MILLISECONDS)
        .get();
    Future<?> fixed = pool.scheduleAtFixedRate(
        () -> {
          if (++cell.value > 9) {
            throw new IllegalStateException("enough");
          }
        },
        0,
        1,
        TimeUnit.MILLISECONDS);
    quietly(fixed::get);
    pool.execute(() -> cell.value++);
    pool.shutdown();
    use(pool.awaitTermination(5, TimeUnit.SECONDS) ? cell.value : 0);
  }

  /** A task that never ran is handed back by {@code shutdownNow}. */
  static void no_race_handed_back_by_shutdown_now() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Cell cell = new Cell();
    Order order = new Order();
    pool.execute(() -> order.await(2));
    inOrder(
        () -> {
          cell.value = 1;
          pool.execute(() -> use(cell.value));
        },
        () -> pool.shutdownNow().get(0).run());
    order.signal(2);
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_state_of_a_future_that_runs() {
    Cell cell = new Cell();
    CompletableFuture<Object> future = new CompletableFuture<>();
    inOrder(
        () -> cell.value = 1, // previous
        () -> {
          use(future.isDone() || future.isCancelled() || future.getNow(null) != null ? 1 : 0);
          use(cell.value); // current
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_future_task_that_has_not_run() {
    Cell cell = new Cell();
    FutureTask<Object> task = new FutureTask<>(() -> 1);
    inOrder(
        () -> cell.value = 1, // previous
        () -> {
          use(task.isDone() || task.isCancelled() ? 1 : 0);
          use(cell.value); // current
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_fork_join_task_that_has_not_run() {
    Cell cell = new Cell();
    ForkJoinTask<?> task = ForkJoinTask.adapt(() -> {});
    inOrder(
        () -> cell.value = 1, // previous
        () -> {
          use(task.isDone() || task.isCompletedNormally() || task.getException() != null ? 1 : 0);
          use(cell.value); // current
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_statistics_of_a_pool() {
    Cell cell = new Cell();
    Order order = new Order();
    ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(1);
    pool.execute(() -> {
      cell.value = 1; // previous
      order.signal(0);
    });
    order.await(0);
    while (pool.getCompletedTaskCount() == 0) {
      Thread.yield();
    }
    use(pool.getActiveCount() + pool.getPoolSize());
    use(cell.value); // current
    pool.shutdown();
  }
}
