package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Deadlocks.among;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Deadlocks;
import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Threads;
import dev.racedetect.it.harness.Waits;

/** Deadlocks of monitors (JLS 17.1: a thread that attempts to lock a monitor that another holds blocks). */
final class MonitorDeadlockCases {
  private static final String OBJECT = "LOCK java.lang.Object";

  private MonitorDeadlockCases() {}

  private static final class Account {
    private int balance;

    synchronized void deposit(int amount) {
      balance += amount;
    }

    synchronized void transfer(Account to, Runnable between) {
      balance--;
      between.run();
      to.deposit(1);
    }

    static synchronized void audit(Runnable body) {
      body.run();
    }
  }

  /** A lock whose own code must not be called: the report identifies it by class and identity. */
  private static final class Hostile {
    @Override
    public int hashCode() {
      throw new IllegalStateException("hashCode was called");
    }

    @Override
    public boolean equals(Object other) {
      throw new IllegalStateException("equals was called");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("toString was called");
    }
  }

  @Waits({OBJECT, OBJECT})
  static void deadlock_two_blocks() {
    Object a = new Object();
    Object b = new Object();
    Order order = new Order();
    among(
        () -> {
          synchronized (a) {
            order.meet(0, 1);
            synchronized (b) { // blocks
              order.signal(2);
            }
          }
        },
        () -> {
          synchronized (b) {
            order.meet(1, 0);
            synchronized (a) { // blocks
              order.signal(3);
            }
          }
        });
  }

  /** The same nesting, always from a to b. */
  static void no_deadlock_two_blocks_in_one_order() {
    Object a = new Object();
    Object b = new Object();
    Threads.Body body = () -> {
      for (int i = 0; i < 200; i++) {
        synchronized (a) {
          synchronized (b) {
            Thread.yield();
          }
        }
      }
    };
    together(body, body, body);
  }

  @Waits({"LOCK Account", "LOCK Account"})
  static void deadlock_two_synchronized_methods() {
    Account a = new Account();
    Account b = new Account();
    Order order = new Order();
    among(
        () -> a.transfer(b, () -> order.meet(0, 1)), // blocks
        () -> b.transfer(a, () -> order.meet(1, 0))); // blocks
  }

  /** One after the other: each has both to itself. */
  static void no_deadlock_crosswise_one_after_the_other() {
    Account a = new Account();
    Account b = new Account();
    Threads.start(() -> a.transfer(b, () -> {})).finish();
    Threads.start(() -> b.transfer(a, () -> {})).finish();
  }

  @Waits({"LOCK class dev.racedetect.it.constructs.MonitorDeadlockCases$Account", "LOCK Account"})
  static void deadlock_static_and_instance_method() {
    Account a = new Account();
    Order order = new Order();
    among(
        () -> Account.audit(() -> {
          order.meet(0, 1);
          a.deposit(1); // blocks
        }),
        () -> a.transfer(a, () -> {
          order.meet(1, 0);
          Account.audit(() -> {}); // blocks
        }));
  }

  /** Monitors are re-entrant (JLS 17.1). */
  static void no_deadlock_reentered() {
    Account a = new Account();
    a.transfer(a, () -> a.deposit(1));
    Threads.Body body = () -> a.transfer(a, () -> a.transfer(a, () -> a.deposit(1)));
    together(body, body);
  }

  @Waits({OBJECT, OBJECT, OBJECT})
  static void deadlock_three_threads() {
    Object[] locks = {new Object(), new Object(), new Object()};
    Order order = new Order();
    Threads.Body[] bodies = new Threads.Body[locks.length];
    for (int i = 0; i < locks.length; i++) {
      int number = i;
      bodies[i] = () -> {
        synchronized (locks[number]) {
          order.signal(number);
          for (int other = 0; other < locks.length; other++) {
            order.await(other);
          }
          synchronized (locks[(number + 1) % locks.length]) { // blocks
            order.signal(4);
          }
        }
      };
    }
    among(bodies);
  }

  /** A chain of waiting threads has an end: the last one goes on. */
  static void no_deadlock_chain_of_three() {
    Object a = new Object();
    Object b = new Object();
    Object c = new Object();
    Order order = new Order();
    together(
        () -> {
          synchronized (a) {
            order.signal(0);
            order.await(1);
            synchronized (b) {
              order.await(2);
            }
          }
        },
        () -> {
          synchronized (b) {
            order.signal(1);
            order.await(2);
            synchronized (c) {
              order.await(0);
            }
          }
        },
        () -> {
          synchronized (c) {
            order.signal(2);
            order.await(0);
            order.await(1);
            Thread.sleep(20);
          }
        });
  }

  /** A fourth thread waits for one of the deadlock and is none of it. */
  @Waits({OBJECT, OBJECT})
  static void deadlock_with_a_bystander() {
    Object a = new Object();
    Object b = new Object();
    Order order = new Order();
    Threads.Worker bystander = Threads.start(() -> {
      order.await(1);
      synchronized (a) {
        order.signal(4);
      }
    });
    among(
        () -> {
          synchronized (a) {
            order.meet(1, 2);
            synchronized (b) { // blocks
              order.signal(3);
            }
          }
        },
        () -> {
          synchronized (b) {
            order.meet(2, 1);
            synchronized (a) { // blocks
              order.signal(3);
            }
          }
        });
    bystander.finish();
  }

  /** The gate admits one thread at a time to the crosswise order. */
  static void no_deadlock_behind_a_gate() {
    Object gate = new Object();
    Object a = new Object();
    Object b = new Object();
    together(
        () -> {
          for (int i = 0; i < 100; i++) {
            synchronized (gate) {
              synchronized (a) {
                synchronized (b) {
                  Thread.yield();
                }
              }
            }
          }
        },
        () -> {
          for (int i = 0; i < 100; i++) {
            synchronized (gate) {
              synchronized (b) {
                synchronized (a) {
                  Thread.yield();
                }
              }
            }
          }
        });
  }

  @Waits({"LOCK Hostile", "LOCK Hostile"})
  static void deadlock_of_locks_whose_methods_throw() {
    Hostile a = new Hostile();
    Hostile b = new Hostile();
    Order order = new Order();
    among(
        () -> {
          synchronized (a) {
            order.meet(0, 1);
            synchronized (b) { // blocks
              order.signal(2);
            }
          }
        },
        () -> {
          synchronized (b) {
            order.meet(1, 0);
            synchronized (a) { // blocks
              order.signal(3);
            }
          }
        });
  }

  /** Contended and never nested. */
  static void no_deadlock_of_locks_whose_methods_throw() {
    Hostile a = new Hostile();
    int[] count = new int[1];
    Threads.Body body = () -> {
      for (int i = 0; i < 1_000; i++) {
        synchronized (a) {
          count[0]++;
        }
      }
    };
    together(body, body, body);
  }

  /** What the thread gave up by waiting it does not hold. */
  static void no_deadlock_with_a_thread_in_wait() {
    Object a = new Object();
    Object b = new Object();
    Order order = new Order();
    together(
        () -> {
          synchronized (a) {
            order.signal(0);
            a.wait();
          }
          synchronized (b) {
            synchronized (a) {
              order.signal(1);
            }
          }
        },
        () -> {
          order.await(0);
          synchronized (b) {
            synchronized (a) {
              a.notifyAll();
            }
          }
        });
  }

  /** After waiting it holds it again. */
  @Waits({OBJECT, OBJECT})
  static void deadlock_after_wait() {
    Object a = new Object();
    Object b = new Object();
    Order order = new Order();
    among(
        () -> {
          synchronized (a) {
            order.signal(0);
            a.wait();
            order.meet(1, 2);
            synchronized (b) { // blocks
              order.signal(3);
            }
          }
        },
        () -> {
          order.await(0);
          synchronized (a) {
            a.notifyAll();
          }
          synchronized (b) {
            order.meet(2, 1);
            synchronized (a) { // blocks
              order.signal(3);
            }
          }
        });
  }

  /** What a thread has released, normally or by an exception, it does not hold. */
  static void no_deadlock_once_released() {
    Object a = new Object();
    Object b = new Object();
    Order order = new Order();
    together(
        () -> {
          try {
            synchronized (a) {
              throw new IllegalStateException("left by an exception");
            }
          } catch (IllegalStateException e) {
            order.signal(0);
          }
          synchronized (b) {
            order.await(1);
          }
        },
        () -> {
          order.await(0);
          synchronized (a) {
            order.signal(1);
            synchronized (b) {
              order.await(0);
            }
          }
        });
  }

  /** The thread that starts the others may be one of the cycle. */
  @Waits({OBJECT, OBJECT})
  static void deadlock_with_the_test_thread() throws Throwable {
    Object a = new Object();
    Object b = new Object();
    Order order = new Order();
    boolean[] broken = new boolean[1];
    Threads.Worker other = Threads.start(() -> {
      broken[0] = Deadlocks.isBroken(() -> {
        synchronized (b) {
          order.meet(1, 0);
          synchronized (a) { // blocks
            order.signal(2);
          }
        }
      });
    });
    boolean own = Deadlocks.isBroken(() -> {
      synchronized (a) {
        order.meet(0, 1);
        synchronized (b) { // blocks
          order.signal(3);
        }
      }
    });
    other.finish();
    if (own == broken[0]) {
      throw new IllegalStateException("not exactly one thread was thrown out");
    }
  }

  /** Many threads that want many locks in one order, each contended. */
  static void no_deadlock_dining_in_order() {
    Object[] forks = {new Object(), new Object(), new Object(), new Object(), new Object()};
    Threads.Body[] eaters = new Threads.Body[forks.length];
    for (int i = 0; i < forks.length; i++) {
      int left = Math.min(i, (i + 1) % forks.length);
      int right = Math.max(i, (i + 1) % forks.length);
      eaters[i] = () -> {
        for (int meal = 0; meal < 100; meal++) {
          synchronized (forks[left]) {
            synchronized (forks[right]) {
              Thread.yield();
            }
          }
        }
      };
    }
    together(eaters);
  }

  @Waits({OBJECT, OBJECT, OBJECT, OBJECT, OBJECT})
  static void deadlock_of_five_philosophers() {
    Object[] forks = {new Object(), new Object(), new Object(), new Object(), new Object()};
    Order order = new Order();
    Threads.Body[] eaters = new Threads.Body[forks.length];
    for (int i = 0; i < forks.length; i++) {
      int seat = i;
      eaters[i] = () -> {
        synchronized (forks[seat]) {
          order.signal(seat);
          for (int other = 0; other < forks.length; other++) {
            order.await(other);
          }
          synchronized (forks[(seat + 1) % forks.length]) { // blocks
            Thread.yield();
          }
        }
      };
    }
    among(eaters);
  }
}
