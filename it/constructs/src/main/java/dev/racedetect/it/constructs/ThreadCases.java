package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Starting and joining threads (JLS 17.4.4). */
final class ThreadCases {
  private ThreadCases() {}

  private static final class Incrementer extends Thread {
    private final Cell cell;

    Incrementer(Cell cell) {
      this.cell = cell;
    }

    @Override
    public void run() {
      cell.value++;
    }
  }

  /** Starting a thread synchronizes-with its first action. */
  static void no_race_start() throws InterruptedException {
    Cell cell = new Cell();
    cell.value = 1;
    Thread thread = new Thread(() -> use(cell.value));
    thread.start();
    thread.join();
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_start() throws InterruptedException {
    Cell cell = new Cell();
    Order order = new Order();
    Thread thread = new Thread(() -> {
      order.await(0);
      use(cell.value); // current
    });
    thread.start();
    cell.value = 1; // previous
    order.signal(0);
    thread.join();
  }

  /** The final action of a thread synchronizes-with a join that returns. */
  static void no_race_join() throws InterruptedException {
    Cell cell = new Cell();
    Thread thread = new Thread(() -> cell.value = 1);
    thread.start();
    thread.join();
    use(cell.value);
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_not_joined() throws InterruptedException {
    Cell cell = new Cell();
    Order order = new Order();
    Thread thread = new Thread(() -> {
      cell.value = 1; // previous
      order.signal(0);
    });
    thread.start();
    order.await(0);
    use(cell.value); // current
    thread.join();
  }

  @Race(variable = "Cell.value")
  static void race_other_thread_joined() throws InterruptedException {
    Cell cell = new Cell();
    Order order = new Order();
    Thread writer = new Thread(() -> {
      cell.value = 1; // previous
      order.signal(0);
    });
    Thread idle = new Thread(() -> order.await(0));
    writer.start();
    idle.start();
    idle.join();
    cell.value = 2; // current
    writer.join();
  }

  static void no_race_timed_join() throws InterruptedException {
    Cell cell = new Cell();
    Thread thread = new Thread(() -> cell.value = 1);
    thread.start();
    thread.join(60_000);
    use(cell.value);
  }

  /** A join that timed out detected nothing. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_join_timed_out() throws InterruptedException {
    Cell cell = new Cell();
    Order order = new Order();
    Thread thread = new Thread(() -> {
      cell.value = 1; // previous
      order.meet(0, 1);
    });
    thread.start();
    order.await(0);
    thread.join(1);
    use(cell.value); // current
    order.signal(1);
    thread.join();
  }

  static void no_race_is_alive_false() {
    Cell cell = new Cell();
    Thread thread = new Thread(() -> cell.value = 1);
    thread.start();
    while (thread.isAlive()) {
      Thread.yield();
    }
    use(cell.value);
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_is_alive_true() throws InterruptedException {
    Cell cell = new Cell();
    Order order = new Order();
    Thread thread = new Thread(() -> {
      cell.value = 1; // previous
      order.meet(0, 1);
    });
    thread.start();
    order.await(0);
    use(thread.isAlive());
    use(cell.value); // current
    order.signal(1);
    thread.join();
  }

  /** Any action that detects termination will do (JLS 17.4.4), so the state TERMINATED as well. */
  static void no_race_state_terminated() {
    Cell cell = new Cell();
    Thread thread = new Thread(() -> cell.value = 1);
    thread.start();
    while (thread.getState() != Thread.State.TERMINATED) {
      Thread.yield();
    }
    use(cell.value);
  }

  static void no_race_subclass() throws InterruptedException {
    Cell cell = new Cell();
    Thread first = new Incrementer(cell);
    first.start();
    first.join();
    Thread second = new Incrementer(cell);
    second.start();
    second.join();
    use(cell.value);
  }

  /** Overridden {@code run}, no Runnable. */
  @Race(variable = "Cell.value", previousCalls = "run", currentCalls = "run")
  static void race_subclass() throws InterruptedException {
    Cell cell = new Cell();
    Order order = new Order();
    Thread first = new Thread() {
      @Override
      public void run() {
        cell.value = 1; // previous
        order.signal(0);
      }
    };
    Thread second = new Thread() {
      @Override
      public void run() {
        order.await(0);
        cell.value = 2; // current
      }
    };
    first.start();
    second.start();
    first.join();
    second.join();
  }

  /** Method references hide the calls of start and join. */
  static void no_race_method_references() {
    int[] results = new int[4];
    List<Thread> threads =
        IntStream.range(0, 4).mapToObj(i -> new Thread(() -> results[i] = i)).toList();
    threads.forEach(Thread::start);
    threads.forEach(ThreadCases::join);
    use(IntStream.of(results).sum() + results[3]);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void no_race_grandchild() throws InterruptedException {
    Cell cell = new Cell();
    cell.value = 1;
    Thread child = new Thread(() -> {
      Thread grandchild = new Thread(() -> cell.value++);
      grandchild.start();
      join(grandchild);
    });
    child.start();
    child.join();
    use(cell.value);
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_grandchild_not_joined() throws InterruptedException {
    Cell cell = new Cell();
    Order order = new Order();
    Thread[] grandchild = new Thread[1];
    Thread child = new Thread(() -> {
      grandchild[0] = new Thread(() -> {
        cell.value = 1; // previous
        order.signal(0);
      });
      grandchild[0].start();
    });
    child.start();
    child.join();
    order.await(0);
    use(cell.value); // current
    grandchild[0].join();
  }

  /** Sleeping, yielding and spinning are no synchronization actions (JLS 17.3). */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_sleep() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          Thread.yield();
        },
        () -> {
          Thread.sleep(1);
          Thread.onSpinWait();
          Thread.yield();
          use(cell.value); // current
        });
  }

  static void no_race_thread_local() {
    ThreadLocal<Cell> local = ThreadLocal.withInitial(Cell::new);
    inOrder(() -> local.get().value = 1, () -> local.get().value = 2);
  }

  static void no_race_inheritable_thread_local() throws InterruptedException {
    InheritableThreadLocal<Cell> local = new InheritableThreadLocal<>();
    local.set(new Cell(4));
    Thread child = new Thread(() -> use(local.get().value++));
    child.start();
    child.join();
    use(local.get().value);
    local.remove();
  }

  /** Interrupting synchronizes-with the point where anyone determines that the thread was interrupted. */
  static void no_race_interrupted_polled() {
    Cell cell = new Cell();
    Thread[] target = new Thread[1];
    Order order = new Order();
    target[0] = new Thread(() -> {
      order.await(0);
      while (!Thread.interrupted()) {
        Thread.yield();
      }
      use(cell.value);
    });
    target[0].start();
    cell.value = 1;
    target[0].interrupt();
    order.signal(0);
    join(target[0]);
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_interrupt() {
    Cell cell = new Cell();
    Order order = new Order();
    Thread target = new Thread(() -> {
      order.await(0);
      while (!Thread.interrupted()) {
        Thread.yield();
      }
      use(cell.value); // current
    });
    target.start();
    target.interrupt();
    cell.value = 1; // previous
    order.signal(0);
    join(target);
  }

  static void no_race_interrupted_sleep() {
    Cell cell = new Cell();
    Thread target = new Thread(() -> {
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException e) {
        use(cell.value);
      }
    });
    target.start();
    cell.value = 1;
    target.interrupt();
    join(target);
  }

  static void no_race_is_interrupted() {
    Cell cell = new Cell();
    Thread target = new Thread(() -> {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.yield();
      }
      use(cell.value);
    });
    target.start();
    cell.value = 1;
    target.interrupt();
    join(target);
  }

  static void no_race_interrupted_join() {
    Cell cell = new Cell();
    Order order = new Order();
    Thread other = new Thread(() -> order.await(0));
    other.start();
    Thread target = new Thread(() -> {
      try {
        other.join();
      } catch (InterruptedException e) {
        use(cell.value);
      }
    });
    target.start();
    cell.value = 1;
    target.interrupt();
    join(target);
    order.signal(0);
    join(other);
  }

  /** Interrupted status that is false determines nothing. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_not_interrupted() {
    Cell cell = new Cell();
    inOrder(
        () -> cell.value = 1, // previous
        () -> {
          use(Thread.interrupted());
          use(cell.value); // current
        });
  }

  /** The handler runs in the thread that dies. */
  static void no_race_uncaught_exception_handler() throws InterruptedException {
    Cell cell = new Cell();
    Thread thread = new Thread(() -> {
      cell.value = 1;
      throw new IllegalStateException();
    });
    thread.setUncaughtExceptionHandler((t, e) -> cell.value++);
    thread.start();
    thread.join();
    use(cell.value);
  }

  /** What a thread did before it died by an exception is ordered before the join. */
  static void no_race_died_by_exception() throws InterruptedException {
    Cell cell = new Cell();
    Thread thread = new Thread(() -> {
      cell.value = 1;
      throw new IllegalStateException();
    });
    thread.setUncaughtExceptionHandler((t, e) -> use(e));
    thread.start();
    thread.join();
    use(cell.value);
  }

  static void no_race_many_short_threads() {
    Cell cell = new Cell();
    for (int i = 0; i < 200; i++) {
      Thread thread = new Thread(() -> cell.value++);
      thread.start();
      join(thread);
    }
    use(cell.value);
  }

  static void no_race_array_of_threads() {
    Cell[] cells = Stream.generate(Cell::new).limit(8).toArray(Cell[]::new);
    Thread[] threads = new Thread[cells.length];
    for (int i = 0; i < threads.length; i++) {
      Cell mine = cells[i];
      threads[i] = new Thread(() -> mine.value++);
      threads[i].start();
    }
    int sum = 0;
    for (int i = 0; i < threads.length; i++) {
      join(threads[i]);
      sum += cells[i].value;
    }
    use(sum);
  }

  /** {@code currentThread}, names and priorities order nothing. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_thread_name() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          Thread.currentThread().setPriority(Thread.NORM_PRIORITY);
        },
        () -> {
          use(Thread.currentThread().getName());
          use(cell.value); // current
        });
  }
}
