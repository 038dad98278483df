package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Deadlocks.among;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Deadlocks;
import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Threads;
import dev.racedetect.it.harness.Waits;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Deadlocks in which a thread waits for the end of another. */
final class JoinDeadlockCases {
  private static final String END = "END dev.racedetect.it.harness.Threads$Worker";

  private JoinDeadlockCases() {}

  @Waits({END, END})
  static void deadlock_two_threads_join_each_other() {
    AtomicReferenceArray<Thread> threads = new AtomicReferenceArray<>(2);
    Order order = new Order();
    among(
        () -> {
          threads.set(0, Thread.currentThread());
          order.meet(0, 1);
          threads.get(1).join(); // blocks
        },
        () -> {
          threads.set(1, Thread.currentThread());
          order.meet(1, 0);
          threads.get(0).join(); // blocks
        });
  }

  /** A join with a limit ends by itself. */
  static void no_deadlock_timed_join() {
    AtomicReferenceArray<Thread> threads = new AtomicReferenceArray<>(2);
    Order order = new Order();
    together(
        () -> {
          threads.set(0, Thread.currentThread());
          order.meet(0, 1);
          threads.get(1).join(30);
        },
        () -> {
          threads.set(1, Thread.currentThread());
          order.meet(1, 0);
          threads.get(0).join();
        });
  }

  @Waits({END, "LOCK java.lang.Object"})
  static void deadlock_joined_while_holding_what_it_needs() {
    Object lock = new Object();
    Order order = new Order();
    AtomicReferenceArray<Thread> worker = new AtomicReferenceArray<>(1);
    among(
        () -> {
          synchronized (lock) {
            order.signal(0);
            order.await(1);
            worker.get(0).join(); // blocks
          }
        },
        () -> {
          worker.set(0, Thread.currentThread());
          order.signal(1);
          order.await(0);
          synchronized (lock) { // blocks
            order.signal(2);
          }
        });
  }

  @Waits({END, "LOCK java.util.concurrent.locks.ReentrantLock"})
  static void deadlock_joined_while_holding_its_lock() {
    Lock lock = new ReentrantLock();
    Order order = new Order();
    AtomicReferenceArray<Thread> worker = new AtomicReferenceArray<>(1);
    among(
        () -> {
          lock.lock();
          try {
            order.signal(0);
            order.await(1);
            worker.get(0).join(); // blocks
          } finally {
            lock.unlock();
          }
        },
        () -> {
          worker.set(0, Thread.currentThread());
          order.signal(1);
          order.await(0);
          lock.lock(); // blocks
          lock.unlock();
        });
  }

  /** The worker has what it needs before it is joined. */
  static void no_deadlock_joined_while_holding_another_lock() {
    Object lock = new Object();
    Object other = new Object();
    Order order = new Order();
    AtomicReferenceArray<Thread> worker = new AtomicReferenceArray<>(1);
    together(
        () -> {
          synchronized (lock) {
            order.await(1);
            worker.get(0).join();
          }
        },
        () -> {
          worker.set(0, Thread.currentThread());
          synchronized (other) {
            order.signal(1);
            Thread.sleep(20);
          }
        });
  }

  /** Join waits on the thread itself, and so gives up its monitor (Thread.join). */
  static void no_deadlock_joined_while_holding_its_monitor() {
    Order order = new Order();
    AtomicReferenceArray<Thread> worker = new AtomicReferenceArray<>(1);
    together(
        () -> {
          order.await(1);
          synchronized (worker.get(0)) {
            order.signal(0);
            worker.get(0).join();
          }
        },
        () -> {
          worker.set(0, Thread.currentThread());
          order.signal(1);
          order.await(0);
          synchronized (worker.get(0)) {
            order.signal(2);
          }
        });
  }

  /** A way to sleep until interrupted. */
  static void no_deadlock_joins_itself() {
    Order order = new Order();
    AtomicReferenceArray<Thread> sleeper = new AtomicReferenceArray<>(1);
    together(
        () -> {
          sleeper.set(0, Thread.currentThread());
          order.signal(0);
          try {
            sleeper.get(0).join();
          } catch (InterruptedException e) {
            order.signal(1);
          }
        },
        () -> {
          order.await(0);
          Thread.sleep(20);
          sleeper.get(0).interrupt();
        });
  }

  /** An interrupt frees one of the two, as their owner means it to. */
  static void no_deadlock_join_that_is_interrupted() {
    AtomicReferenceArray<Thread> threads = new AtomicReferenceArray<>(2);
    Order order = new Order();
    together(
        () -> {
          threads.set(0, Thread.currentThread());
          order.meet(0, 1);
          try {
            threads.get(1).join();
          } catch (InterruptedException e) {
            order.signal(2);
          }
        },
        () -> {
          threads.set(1, Thread.currentThread());
          order.meet(1, 0);
          threads.get(0).interrupt();
          threads.get(0).join();
        });
  }

  @Waits({END, END, END})
  static void deadlock_three_threads_join_in_a_ring() {
    AtomicReferenceArray<Thread> threads = new AtomicReferenceArray<>(3);
    Order order = new Order();
    Threads.Body[] bodies = new Threads.Body[3];
    for (int i = 0; i < 3; i++) {
      int number = i;
      bodies[i] = () -> {
        threads.set(number, Thread.currentThread());
        order.signal(number);
        for (int other = 0; other < 3; other++) {
          order.await(other);
        }
        threads.get((number + 1) % 3).join(); // blocks
      };
    }
    among(bodies);
  }

  static void no_deadlock_joined_in_a_row() {
    Threads.Worker first = Threads.start(() -> Thread.sleep(10));
    Threads.Worker second = Threads.start(() -> first.join());
    Threads.Worker third = Threads.start(() -> second.join());
    third.finish();
  }

  /** The test itself joins the thread that wants its lock. */
  @Waits({END, "LOCK java.lang.Object"})
  static void deadlock_the_test_joins_its_worker() throws Throwable {
    Object lock = new Object();
    boolean[] broken = new boolean[2];
    Threads.Worker[] worker = new Threads.Worker[1];
    broken[0] = Deadlocks.isBroken(() -> {
      synchronized (lock) {
        worker[0] = Threads.start(() -> {
          broken[1] = Deadlocks.isBroken(() -> {
            synchronized (lock) { // blocks
              Thread.yield();
            }
          });
        });
        worker[0].join(); // blocks
      }
    });
    worker[0].finish();
    if (broken[0] == broken[1]) {
      throw new IllegalStateException("not exactly one thread was thrown out");
    }
  }
}
