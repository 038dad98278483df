package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.lang.ref.Cleaner;
import java.util.concurrent.TimeUnit;

/** Methods of the JDK that wait on the monitor of an object of the program, or run an action of it later. */
final class JdkWaitCases {
  private JdkWaitCases() {}

  /** {@code TimeUnit.timedWait} is {@code Object.wait}: the monitor is released and acquired again. */
  static void no_race_timed_wait() {
    Object lock = new Object();
    Cell cell = new Cell();
    boolean[] done = new boolean[1];
    Order order = new Order();
    together(
        () -> {
          synchronized (lock) {
            cell.ref = "before";
            order.signal(0);
            while (!done[0]) {
              TimeUnit.SECONDS.timedWait(lock, 5);
            }
            use(cell.value);
          }
        },
        () -> {
          order.await(0);
          synchronized (lock) {
            use(cell.ref.hashCode());
            cell.value = 1;
            done[0] = true;
            lock.notifyAll();
          }
        });
  }

  /** {@code Thread.join} waits on the thread (its class comment): whoever holds that monitor releases it. */
  static void no_race_join_with_the_threads_monitor_held() throws InterruptedException {
    Cell cell = new Cell();
    Thread[] sleeper = new Thread[1];
    Order order = new Order();
    sleeper[0] = new Thread(() -> {
      order.await(0);
      synchronized (sleeper[0]) {
        cell.value++;
      }
    });
    sleeper[0].start();
    synchronized (sleeper[0]) {
      cell.value = 1;
      order.signal(0);
      sleeper[0].join(5_000);
    }
    use(cell.value);
  }

  static void no_race_timed_join() throws InterruptedException {
    Cell cell = new Cell();
    Thread thread = new Thread(() -> cell.value = 1);
    thread.start();
    TimeUnit.SECONDS.timedJoin(thread, 5);
    use(cell.value);
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_timed_join_timed_out() throws InterruptedException {
    Cell cell = new Cell();
    Order order = new Order();
    Thread thread = new Thread(() -> {
      cell.value = 1; // previous
      order.meet(0, 1);
    });
    thread.start();
    order.await(0);
    TimeUnit.MILLISECONDS.timedJoin(thread, 1);
    use(cell.value); // current
    order.signal(1);
    thread.join();
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_sleep() {
    Cell cell = new Cell();
    Order order = new Order();
    together(
        () -> {
          cell.value = 1; // previous
          order.signal(0);
        },
        () -> {
          order.await(0);
          TimeUnit.MILLISECONDS.sleep(1);
          use(cell.value); // current
        });
  }

  private static final Cleaner CLEANER = Cleaner.create();

  static void no_race_cleaner() {
    Cell cell = new Cell();
    cell.value = 1;
    Order order = new Order();
    CLEANER.register(new Object(), () -> {
      use(cell.value);
      order.signal(0);
    });
    collect(order);
  }

  @Race(variable = "Cell.value", previous = Type.READ)
  static void race_written_after_registering_with_a_cleaner() {
    Cell cell = new Cell();
    Order order = new Order();
    CLEANER.register(new Object(), () -> {
      use(cell.value); // previous
      order.signal(0);
    });
    collect(order);
    cell.value = 2; // current
  }

  private static void collect(Order order) {
    Thread collector = new Thread(() -> {
      while (!Thread.currentThread().isInterrupted()) {
        System.gc();
      }
    });
    collector.setDaemon(true);
    collector.start();
    order.await(0);
    collector.interrupt();
  }
}
