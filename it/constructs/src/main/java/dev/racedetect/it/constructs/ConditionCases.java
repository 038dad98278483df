package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * {@code Condition} (awaiting releases the lock and takes it again before it returns; signalling gives no edge of its
 * own).
 */
final class ConditionCases {
  private ConditionCases() {}

  private static final class Gate {
    final ReentrantLock lock = new ReentrantLock();
    final Condition opened = lock.newCondition();
    boolean open;
    int payload;

    void open() {
      lock.lock();
      try {
        open = true;
        opened.signalAll();
      } finally {
        lock.unlock();
      }
    }

    void await() throws InterruptedException {
      lock.lock();
      try {
        while (!open) {
          opened.await();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  static void no_race_written_before_signal() {
    Gate gate = new Gate();
    together(
        () -> {
          gate.await();
          use(gate.payload);
        },
        () -> {
          gate.payload = 1;
          gate.open();
        });
  }

  @Race(variable = "Gate.payload", current = Type.READ)
  static void race_written_after_signal() {
    Gate gate = new Gate();
    Order order = new Order();
    together(
        () -> {
          gate.await();
          order.await(0);
          use(gate.payload); // current
        },
        () -> {
          gate.open();
          gate.payload = 1; // previous
          order.signal(0);
        });
  }

  /** Awaiting releases the lock. */
  static void no_race_written_before_await() {
    Gate gate = new Gate();
    Order order = new Order();
    together(
        () -> {
          gate.lock.lock();
          gate.payload = 1;
          order.signal(0);
          gate.await();
          gate.lock.unlock();
        },
        () -> {
          order.await(0);
          gate.lock.lock();
          gate.payload++;
          gate.open();
          gate.lock.unlock();
        });
  }

  @Race(variable = "Gate.payload", current = Type.READ)
  static void race_read_without_the_lock() {
    Gate gate = new Gate();
    Order order = new Order();
    together(
        () -> {
          gate.lock.lock();
          gate.payload = 1; // previous
          order.signal(0);
          gate.await();
          gate.lock.unlock();
        },
        () -> {
          order.await(0);
          use(gate.payload); // current
          gate.open();
        });
  }

  static void no_race_await_nanos() {
    Gate gate = new Gate();
    together(
        () -> {
          gate.lock.lock();
          while (!gate.open) {
            use(gate.opened.awaitNanos(TimeUnit.SECONDS.toNanos(10)));
          }
          gate.lock.unlock();
          use(gate.payload);
        },
        () -> {
          gate.payload = 1;
          gate.open();
        });
  }

  static void no_race_timed_await() {
    Gate gate = new Gate();
    together(
        () -> {
          gate.lock.lock();
          while (!gate.open) {
            use(gate.opened.await(10, TimeUnit.SECONDS));
          }
          gate.lock.unlock();
          use(gate.payload);
        },
        () -> {
          gate.payload = 1;
          gate.open();
        });
  }

  static void no_race_await_uninterruptibly() {
    Gate gate = new Gate();
    together(
        () -> {
          gate.lock.lock();
          while (!gate.open) {
            gate.opened.awaitUninterruptibly();
          }
          gate.lock.unlock();
          use(gate.payload);
        },
        () -> {
          gate.payload = 1;
          gate.open();
        });
  }

  /** A timed-out await only took its own lock again. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_await_timed_out() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    inOrder(
        () -> cell.value = 1, // previous
        () -> {
          lock.lock();
          use(condition.awaitNanos(1_000));
          use(cell.value); // current
          lock.unlock();
        });
  }

  /** An interrupted await takes the lock again before it throws. */
  static void no_race_interrupted_await() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    Order order = new Order();
    Thread[] waiter = new Thread[1];
    together(
        () -> {
          lock.lock();
          waiter[0] = Thread.currentThread();
          order.signal(0);
          try {
            condition.await();
          } catch (InterruptedException e) {
            use(cell.value);
          } finally {
            lock.unlock();
          }
        },
        () -> {
          order.await(0);
          lock.lock();
          cell.value = 1;
          waiter[0].interrupt();
          lock.unlock();
        });
  }

  /** The hand-written bounded buffer of the documentation of Condition. */
  static void no_race_bounded_buffer() {
    Buffer buffer = new Buffer();
    together(
        () -> {
          for (int i = 0; i < 20; i++) {
            buffer.put(new Cell(i));
          }
        },
        () -> {
          int sum = 0;
          for (int i = 0; i < 20; i++) {
            sum += buffer.take().value;
          }
          use(sum);
        });
  }

  private static final class Buffer {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notFull = lock.newCondition();
    private final Condition notEmpty = lock.newCondition();
    private final Cell[] items = new Cell[3];
    private int putAt;
    private int takeAt;
    private int count;

    void put(Cell cell) throws InterruptedException {
      lock.lock();
      try {
        while (count == items.length) {
          notFull.await();
        }
        items[putAt] = cell;
        putAt = (putAt + 1) % items.length;
        count++;
        notEmpty.signal();
      } finally {
        lock.unlock();
      }
    }

    Cell take() throws InterruptedException {
      lock.lock();
      try {
        while (count == 0) {
          notEmpty.await();
        }
        Cell cell = items[takeAt];
        takeAt = (takeAt + 1) % items.length;
        count--;
        notFull.signal();
        return cell;
      } finally {
        lock.unlock();
      }
    }
  }

  static void no_race_condition_of_a_write_lock() {
    Cell cell = new Cell();
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    Condition changed = lock.writeLock().newCondition();
    together(
        () -> {
          lock.writeLock().lock();
          while (cell.value == 0) {
            changed.await();
          }
          cell.value++;
          lock.writeLock().unlock();
        },
        () -> {
          lock.writeLock().lock();
          cell.value = 1;
          changed.signal();
          lock.writeLock().unlock();
        });
  }
}
