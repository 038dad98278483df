package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import dev.racedetect.it.harness.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Objects that pass from thread to thread by the idioms of everyday programs, and the same idioms done wrong. */
final class HandOverCases {
  private static Config lazy;
  private static volatile Config lazySafe;
  private static final ThreadLocal<Cell> LOCAL = ThreadLocal.withInitial(Cell::new);

  private HandOverCases() {}

  private static final class Config {
    final List<String> names = new ArrayList<>();
    int size;

    Config() {
      names.add("a");
      size = 1;
    }
  }

  private static Config lazy() {
    if (lazy == null) {
      synchronized (HandOverCases.class) {
        if (lazy == null) {
          lazy = new Config();
        }
      }
    }
    return lazy;
  }

  private static Config lazySafe() {
    Config config = lazySafe;
    if (config == null) {
      synchronized (HandOverCases.class) {
        config = lazySafe;
        if (config == null) {
          config = new Config();
          lazySafe = config;
        }
      }
    }
    return config;
  }

  /** The race is on the reference; what is behind the final field of the object is safe all the same. */
  @Race(
      variable = "HandOverCases.lazy",
      kind = Kind.STATIC,
      current = Type.READ,
      previousCalls = "lazy")
  static void race_double_checked_locking() {
    lazy = null;
    Order order = new Order();
    together(
        () -> {
          use(lazy()); // previous
          order.signal(0);
        },
        () -> {
          order.await(0);
          Config config = lazy(); // current
          use(config.names.get(0));
        });
  }

  static void no_race_double_checked_locking() {
    lazySafe = null;
    together(() -> use(lazySafe().names.get(0)), () -> use(lazySafe().size));
  }

  private static final class Holder {
    static final Config CONFIG = new Config();
  }

  static void no_race_holder() {
    together(() -> use(Holder.CONFIG.size), () -> use(Holder.CONFIG.names.get(0)));
  }

  @Race(variable = "Config.size")
  static void race_holder_changed() {
    inOrder(
        () -> Holder.CONFIG.size = 2, // previous
        () -> Holder.CONFIG.size = 3); // current
  }

  static void no_race_invoke_all() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      List<Callable<Cell>> tasks = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        tasks.add(() -> {
          Cell cell = new Cell();
          cell.value++;
          return cell;
        });
      }
      for (Future<Cell> future : pool.invokeAll(tasks)) {
        use(future.get().value);
      }
    } finally {
      pool.shutdown();
    }
  }

  static void no_race_invoke_any() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Cell cell = new Cell();
      cell.value = 1;
      Callable<Cell> task = () -> {
        Cell made = new Cell();
        made.value = cell.value;
        return made;
      };
      use(pool.invokeAny(List.of(task, task)).value);
    } finally {
      pool.shutdown();
    }
  }

  /** The loser of invokeAny is cancelled, not waited for. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_loser_of_invoke_any() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Order order = new Order();
    Cell cell = new Cell();
    try {
      Callable<Integer> loser = () -> {
        cell.value = 1; // previous
        order.meet(0, 1);
        return 1;
      };
      Callable<Integer> winner = () -> {
        order.await(0);
        return 2;
      };
      use(pool.invokeAny(List.of(loser, winner)));
      use(cell.value); // current
      order.signal(1);
    } finally {
      pool.shutdown();
    }
  }

  static void no_race_chain_of_stages() {
    Cell cell = new Cell();
    CompletableFuture<Integer> chain = CompletableFuture.supplyAsync(() -> cell.value = 1)
        .thenApplyAsync(v -> cell.value += v)
        .thenCompose(v -> CompletableFuture.supplyAsync(() -> cell.value += v))
        .whenCompleteAsync((v, e) -> cell.value++)
        .thenCombine(CompletableFuture.supplyAsync(() -> 1), Integer::sum);
    use(chain.join() + cell.value);
  }

  /** Two dependents of one stage are not ordered. */
  @Race(variable = "Cell.value")
  static void race_two_dependents_of_a_stage() {
    Cell cell = new Cell();
    Order order = new Order();
    CompletableFuture<Void> source = new CompletableFuture<>();
    CompletableFuture<Void> one = source.thenRunAsync(() -> {
      cell.value = 1; // previous
      order.signal(0);
    });
    CompletableFuture<Void> other = source.thenRunAsync(() -> {
      order.await(0);
      cell.value = 2; // current
    });
    source.complete(null);
    CompletableFuture.allOf(one, other).join();
  }

  static void no_race_completed_by_timeout() {
    Cell cell = new Cell();
    CompletableFuture<Cell> late = new CompletableFuture<>();
    cell.value = 1;
    late.completeOnTimeout(cell, 1, TimeUnit.MILLISECONDS);
    use(late.thenApplyAsync(c -> c.value++).join());
  }

  /** What times out has seen nothing. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_get_timed_out() throws Exception {
    Cell cell = new Cell();
    Order order = new Order();
    CompletableFuture<Void> future = CompletableFuture.runAsync(() -> {
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
    future.join();
  }

  static void no_race_exchanged_both_ways() {
    Exchanger<Cell> exchanger = new Exchanger<>();
    Threads.Body body = () -> {
      Cell mine = new Cell();
      mine.value = 1;
      for (int i = 0; i < 20; i++) {
        mine.value++;
        mine = exchanger.exchange(mine);
        use(mine.value);
      }
    };
    together(body, body);
  }

  static void no_race_phaser_rounds() {
    int[] sums = new int[2];
    Phaser phaser = new Phaser(2);
    together(
        () -> {
          for (int i = 0; i < 10; i++) {
            sums[i & 1] = i;
            phaser.arriveAndAwaitAdvance();
          }
        },
        () -> {
          for (int i = 0; i < 10; i++) {
            phaser.arriveAndAwaitAdvance();
            use(sums[i & 1]);
          }
        });
  }

  /** Who only arrives learns nothing. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_phaser_arrival_only() {
    Cell cell = new Cell();
    Phaser phaser = new Phaser(3);
    inOrder(
        () -> {
          cell.value = 1; // previous
          use(phaser.arrive());
        },
        () -> {
          use(phaser.arrive());
          use(cell.value); // current
        });
  }

  static void no_race_timer_task_state() throws Exception {
    Timer timer = new Timer(true);
    CompletableFuture<Integer> done = new CompletableFuture<>();
    TimerTask task = new TimerTask() {
      private int runs;

      @Override
      public void run() {
        if (++runs == 3) {
          cancel();
          done.complete(runs);
        }
      }
    };
    timer.schedule(task, 0, 1);
    use(done.get());
    timer.cancel();
  }

  static void no_race_thread_local() {
    together(() -> LOCAL.get().value++, () -> LOCAL.get().value++);
  }

  /** A thread local is no protection for what other threads are given. */
  @Race(variable = "Cell.value")
  static void race_value_of_a_thread_local_shared() {
    Cell[] given = {LOCAL.get()};
    inOrder(
        () -> {
          LOCAL.set(given[0]);
          LOCAL.get().value = 1; // previous
        },
        () -> {
          LOCAL.set(given[0]);
          LOCAL.get().value = 2; // current
        });
  }

  /** A wait that times out re-acquires the monitor, of which nobody released anything that matters. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_wait_timed_out() {
    Object monitor = new Object();
    Cell cell = new Cell();
    inOrder(
        () -> cell.value = 1, // previous
        () -> {
          synchronized (monitor) {
            monitor.wait(1);
          }
          use(cell.value); // current
        });
  }

  static void no_race_is_alive_polled() {
    Cell cell = new Cell();
    Thread thread = new Thread(() -> cell.value = 1);
    thread.start();
    while (thread.isAlive()) {
      Thread.onSpinWait();
    }
    use(cell.value);
  }

  /** Interrupted status that was set by someone else tells nothing of this writer. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_interrupted_by_another() {
    Cell cell = new Cell();
    Order order = new Order();
    Threads.Worker sleeper = Threads.start(() -> {
      order.await(1);
      Threads.until(() -> Thread.currentThread().isInterrupted());
      use(cell.value); // current
    });
    inOrder(
        () -> {
          cell.value = 1; // previous
          order.signal(0);
        },
        () -> sleeper.interrupt());
    order.signal(1);
    sleeper.finish();
  }

  static void no_race_parallel_stream_of_objects() {
    use(IntStream.range(0, 1000)
        .parallel()
        .mapToObj(Cell::new)
        .peek(cell -> cell.value++)
        .mapToInt(cell -> cell.value)
        .sum());
  }

  /** A constructor that fails does not order what it wrote to another object. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_before_the_constructor_failed() {
    Cell cell = new Cell();
    class Failing {
      final int[] numbers;

      Failing(int length) {
        cell.value = 1; // previous
        numbers = new int[length];
      }
    }
    inOrder(
        () -> {
          try {
            use(new Failing(-1)); // previous
          } catch (NegativeArraySizeException e) {
            use(e);
          }
        },
        () -> use(cell.value)); // current
  }
}
