package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;

/** Monitors (JLS 17.4.4: an unlock of a monitor synchronizes-with every later lock of it). */
final class MonitorCases {
  private MonitorCases() {}

  private static class Account {
    int balance;
    int notes;
    int total;
    int visits;
    int calls;

    synchronized void deposit(int amount) {
      balance += amount;
    }

    synchronized int balance() {
      return balance;
    }

    static synchronized void addTo(Account account) {
      account.total++;
    }

    synchronized void failAfter(int amount) {
      balance = amount;
      throw new IllegalStateException();
    }

    synchronized void visit() {
      visits++;
    }

    synchronized void outer() {
      inner();
      notes++;
    }

    synchronized void inner() {
      notes++;
    }
  }

  private static final class LooseAccount extends Account {
    @Override
    void visit() {
      visits++;
    }
  }

  static void no_race_same_block() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(
        () -> {
          synchronized (lock) {
            cell.value = 1;
          }
        },
        () -> {
          synchronized (lock) {
            cell.value = 2;
          }
        });
  }

  @Race(variable = "Cell.value", currentHolds = "java.lang.Object")
  static void race_different_locks() {
    Cell cell = new Cell();
    Object firstLock = new Object();
    Object secondLock = new Object();
    inOrder(
        () -> {
          synchronized (firstLock) {
            cell.value = 1; // previous
          }
        },
        () -> {
          synchronized (secondLock) {
            cell.value = 2; // current
          }
        });
  }

  @Race(variable = "Cell.value")
  static void race_only_one_side_locks() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(
        () -> {
          synchronized (lock) {
            cell.value = 1; // previous
          }
        },
        () -> cell.value = 2); // current
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_write_after_unlock() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(
        () -> {
          synchronized (lock) {
            use(lock);
          }
          cell.value = 1; // previous
        },
        () -> {
          synchronized (lock) {
            use(cell.value); // current
          }
        });
  }

  /** An unlock covers everything before it in program order, not only what the block holds. */
  static void no_race_write_before_lock() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(
        () -> {
          cell.value = 1;
          synchronized (lock) {
            use(lock);
          }
        },
        () -> {
          synchronized (lock) {
            use(lock);
          }
          use(cell.value);
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_read_before_lock() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(
        () -> {
          synchronized (lock) {
            cell.value = 1; // previous
          }
        },
        () -> {
          use(cell.value); // current
          synchronized (lock) {
            use(lock);
          }
        });
  }

  /** The reader locked before the writer unlocked: the edge goes the other way only. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_lock_taken_too_early() {
    Cell cell = new Cell();
    Object lock = new Object();
    Order order = new Order();
    together(
        () -> {
          synchronized (lock) {
            use(lock);
          }
          order.meet(0, 1);
          use(cell.value); // current
        },
        () -> {
          order.await(0);
          synchronized (lock) {
            cell.value = 1; // previous
          }
          order.signal(1);
        });
  }

  static void no_race_synchronized_method() {
    Account account = new Account();
    inOrder(() -> account.deposit(1), () -> account.deposit(2), () -> use(account.balance()));
  }

  @Race(variable = "Account.balance", current = Type.READ)
  static void race_field_read_past_the_method() {
    Account account = new Account();
    inOrder(
        () -> account.deposit(1), // previous
        () -> use(account.balance)); // current
  }

  static void no_race_method_and_block() {
    Account account = new Account();
    inOrder(() -> account.deposit(1), () -> {
      synchronized (account) {
        use(account.balance);
      }
    });
  }

  static void no_race_static_method_and_class_block() {
    Account account = new Account();
    inOrder(() -> Account.addTo(account), () -> {
      synchronized (Account.class) {
        account.total++;
      }
    });
  }

  /** A static synchronized method locks the class, not the instance. */
  @Race(variable = "Account.total", current = Type.READ)
  static void race_static_method_and_instance_block() {
    Account account = new Account();
    inOrder(
        () -> Account.addTo(account), // previous
        () -> {
          synchronized (account) {
            use(account.total); // current
          }
        });
  }

  @Race(variable = "Account.visits", current = Type.READ)
  static void race_override_without_synchronized() {
    Account account = new LooseAccount();
    inOrder(
        () -> account.visit(), // previous
        () -> {
          synchronized (account) {
            use(account.visits); // current
          }
        });
  }

  static void no_race_inherited_synchronized() {
    Account account = new LooseAccount();
    inOrder(() -> account.deposit(1), () -> account.deposit(2));
  }

  static void no_race_reentrant() {
    Account account = new Account();
    inOrder(account::outer, account::outer);
  }

  /**
   * Leaving the inner block of a re-entered monitor does not unlock it, yet nobody can enter; after it, all is ordered.
   */
  static void no_race_reentrant_blocks() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(
        () -> {
          synchronized (lock) {
            synchronized (lock) {
              use(lock);
            }
            cell.value = 1;
          }
        },
        () -> {
          synchronized (lock) {
            use(cell.value);
          }
        });
  }

  /** JLS 14.19: the monitor is unlocked however the block completes. */
  static void no_race_method_left_by_exception() {
    Account account = new Account();
    inOrder(
        () -> {
          try {
            account.failAfter(3);
          } catch (IllegalStateException e) {
            use(e);
          }
        },
        () -> use(account.balance()));
  }

  static void no_race_block_left_by_exception() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(
        () -> {
          try {
            synchronized (lock) {
              cell.value = 1;
              throw new IllegalStateException();
            }
          } catch (IllegalStateException e) {
            use(e);
          }
        },
        () -> {
          synchronized (lock) {
            use(cell.value);
          }
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_in_the_handler() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(
        () -> {
          try {
            synchronized (lock) {
              throw new IllegalStateException();
            }
          } catch (IllegalStateException e) {
            cell.value = 1; // previous
          }
        },
        () -> {
          synchronized (lock) {
            use(cell.value); // current
          }
        });
  }

  static void no_race_block_left_by_return() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(() -> use(incremented(cell, lock)), () -> use(incremented(cell, lock)));
  }

  private static int incremented(Cell cell, Object lock) {
    synchronized (lock) {
      return ++cell.value;
    }
  }

  static void no_race_lock_is_an_array() {
    Cell cell = new Cell();
    int[] lock = new int[0];
    inOrder(
        () -> {
          synchronized (lock) {
            cell.value = 1;
          }
        },
        () -> {
          synchronized (lock) {
            cell.value = 2;
          }
        });
  }

  static void no_race_lock_is_a_class() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          synchronized (String.class) {
            cell.value = 1;
          }
        },
        () -> {
          synchronized (String.class) {
            cell.value = 2;
          }
        });
  }

  /** Happens-before is transitive: first to second by one lock, second to third by another. */
  static void no_race_chain_of_two_locks() {
    Cell cell = new Cell();
    Object left = new Object();
    Object right = new Object();
    inOrder(
        () -> {
          synchronized (left) {
            cell.value = 1;
          }
        },
        () -> {
          synchronized (left) {
            use(left);
          }
          synchronized (right) {
            use(right);
          }
        },
        () -> {
          synchronized (right) {
            cell.value = 2;
          }
        });
  }

  /** The chain is crossed in the wrong order, so that it does not join. */
  @Race(variable = "Cell.value")
  static void race_chain_in_the_wrong_order() {
    Cell cell = new Cell();
    Object left = new Object();
    Object right = new Object();
    inOrder(
        () -> {
          synchronized (left) {
            cell.value = 1; // previous
          }
        },
        () -> {
          synchronized (right) {
            use(right);
          }
          synchronized (left) {
            use(left);
          }
        },
        () -> {
          synchronized (right) {
            cell.value = 2; // current
          }
        });
  }

  /** The lock object is replaced between the two accesses. */
  @Race(variable = "Cell.value")
  static void race_lock_replaced() {
    Cell cell = new Cell();
    Object[] locks = {new Object(), new Object()};
    inOrder(
        () -> {
          synchronized (locks[0]) {
            cell.value = 1; // previous
          }
        },
        () -> {
          synchronized (locks[1]) {
            cell.value = 2; // current
          }
        });
  }

  /** Equal objects are not the same monitor. */
  @Race(variable = "Cell.value")
  static void race_equal_locks() {
    Cell cell = new Cell();
    Object one = new StringBuilder("lock").toString();
    Object two = new StringBuilder("lock").toString();
    inOrder(
        () -> {
          synchronized (one) {
            cell.value = 1; // previous
          }
        },
        () -> {
          synchronized (two) {
            cell.value = 2; // current
          }
        });
  }

  /** Holding a lock says nothing: {@code Thread.holdsLock} is no synchronization action. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_holds_lock() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(
        () -> {
          cell.value = 1; // previous
          use(Thread.holdsLock(lock));
        },
        () -> {
          use(Thread.holdsLock(lock));
          use(cell.value); // current
        });
  }
}
