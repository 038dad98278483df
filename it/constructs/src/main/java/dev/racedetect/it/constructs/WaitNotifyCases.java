package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;

/**
 * {@code wait} and {@code notify} (JLS 17.2: wait unlocks the monitor and locks it again; notify itself gives no edge).
 */
final class WaitNotifyCases {
  private WaitNotifyCases() {}

  private static final class Gate {
    boolean open;
    int payload;
    int extra;

    synchronized void await() throws InterruptedException {
      while (!open) {
        wait();
      }
    }

    synchronized void awaitTimed() throws InterruptedException {
      while (!open) {
        wait(60_000);
      }
    }

    synchronized void open() {
      open = true;
      notifyAll();
    }
  }

  static void no_race_written_before_notify() {
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
  static void race_written_after_notify() {
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

  static void no_race_timed_wait() {
    Gate gate = new Gate();
    together(
        () -> {
          gate.awaitTimed();
          use(gate.payload);
        },
        () -> {
          gate.payload = 1;
          gate.open();
        });
  }

  /** After notify but still inside the monitor: the waiter can only go on once the monitor is unlocked. */
  static void no_race_written_between_notify_and_unlock() {
    Gate gate = new Gate();
    together(
        () -> {
          gate.await();
          use(gate.payload);
        },
        () -> {
          synchronized (gate) {
            gate.open();
            gate.payload = 1;
          }
        });
  }

  /** Waiting unlocks: what the waiter did before is ordered before what the notifier does inside the monitor. */
  static void no_race_written_before_wait() {
    Gate gate = new Gate();
    Order order = new Order();
    together(
        () -> {
          synchronized (gate) {
            gate.payload = 1;
            order.signal(0);
            gate.await();
          }
        },
        () -> {
          order.await(0);
          synchronized (gate) {
            gate.payload++;
            gate.open();
          }
        });
  }

  /** The waiter's writes before the wait are not ordered before an access outside the monitor. */
  @Race(variable = "Gate.payload", current = Type.READ)
  static void race_read_before_entering_the_monitor() {
    Gate gate = new Gate();
    Order order = new Order();
    together(
        () -> {
          synchronized (gate) {
            gate.payload = 1; // previous
            order.signal(0);
            gate.await();
          }
        },
        () -> {
          order.await(0);
          use(gate.payload); // current
          gate.open();
        });
  }

  static void no_race_notify_one() {
    Cell cell = new Cell();
    Object lock = new Object();
    Order order = new Order();
    together(
        () -> {
          synchronized (lock) {
            order.signal(0);
            while (cell.value == 0) {
              lock.wait();
            }
            cell.value++;
          }
        },
        () -> {
          order.await(0);
          synchronized (lock) {
            cell.value = 1;
            lock.notify();
          }
        });
  }

  /** A wait that only timed out has still locked the monitor again, but no one else ever unlocked it. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_wait_on_another_monitor() {
    Cell cell = new Cell();
    Object mine = new Object();
    Object theirs = new Object();
    inOrder(
        () -> {
          synchronized (mine) {
            cell.value = 1; // previous
            mine.notifyAll();
          }
        },
        () -> {
          synchronized (theirs) {
            theirs.wait(1);
            use(cell.value); // current
          }
        });
  }

  /** A timed-out wait locks the monitor again, which is an edge from whoever unlocked it meanwhile. */
  static void no_race_timed_out_wait_relocks() {
    Cell cell = new Cell();
    Object lock = new Object();
    Order order = new Order();
    together(
        () -> {
          synchronized (lock) {
            order.signal(0);
            do {
              lock.wait(1);
            } while (cell.value == 0);
          }
          cell.value++;
        },
        () -> {
          order.await(0);
          synchronized (lock) {
            cell.value = 1;
          }
        });
  }

  /** An interrupted wait locks the monitor again before it throws (JLS 17.2.1). */
  static void no_race_interrupted_wait_relocks() {
    Cell cell = new Cell();
    Object lock = new Object();
    Order order = new Order();
    Thread[] waiter = new Thread[1];
    together(
        () -> {
          synchronized (lock) {
            waiter[0] = Thread.currentThread();
            order.signal(0);
            try {
              lock.wait();
            } catch (InterruptedException e) {
              use(cell.value);
            }
          }
        },
        () -> {
          order.await(0);
          synchronized (lock) {
            cell.value = 1;
            waiter[0].interrupt();
          }
        });
  }

  static void no_race_ping_pong() {
    Cell cell = new Cell();
    Object lock = new Object();
    together(() -> play(cell, lock, 0), () -> play(cell, lock, 1));
  }

  private static void play(Cell cell, Object lock, int parity) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      synchronized (lock) {
        while (cell.value % 2 != parity) {
          lock.wait();
        }
        cell.value++;
        lock.notifyAll();
      }
    }
  }

  /** Waiting with a re-entered monitor gives up all its entries. */
  static void no_race_reentrant_wait() {
    Gate gate = new Gate();
    together(
        () -> {
          synchronized (gate) {
            synchronized (gate) {
              gate.await();
            }
            use(gate.extra);
          }
        },
        () -> {
          gate.extra = 4;
          gate.open();
        });
  }

  @Race(variable = "Gate.extra", current = Type.READ)
  static void race_written_by_a_third_thread() {
    Gate gate = new Gate();
    Order order = new Order();
    together(
        () -> {
          gate.await();
          use(gate.extra); // current
        },
        () -> {
          order.await(0);
          gate.open();
        },
        () -> {
          gate.extra = 4; // previous
          order.signal(0);
        });
  }
}
