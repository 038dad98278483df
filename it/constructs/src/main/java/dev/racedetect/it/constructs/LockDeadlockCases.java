package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Deadlocks.among;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Threads;
import dev.racedetect.it.harness.Waits;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Deadlocks of the locks of java.util.concurrent, among themselves and with monitors. */
final class LockDeadlockCases {
  private static final String LOCK = "LOCK java.util.concurrent.locks.ReentrantLock";
  private static final String READ_WRITE = "java.util.concurrent.locks.ReentrantReadWriteLock";

  private LockDeadlockCases() {}

  @Waits({LOCK, LOCK})
  static void deadlock_two_locks() {
    Lock a = new ReentrantLock();
    Lock b = new ReentrantLock();
    Order order = new Order();
    among(
        () -> {
          a.lock();
          try {
            order.meet(0, 1);
            b.lock(); // blocks
            b.unlock();
          } finally {
            a.unlock();
          }
        },
        () -> {
          b.lock();
          try {
            order.meet(1, 0);
            a.lock(); // blocks
            a.unlock();
          } finally {
            b.unlock();
          }
        });
  }

  @Waits({LOCK, LOCK})
  static void deadlock_two_fair_locks_held_twice() {
    Lock a = new ReentrantLock(true);
    Lock b = new ReentrantLock(true);
    Order order = new Order();
    among(
        () -> {
          a.lock();
          a.lock();
          try {
            order.meet(0, 1);
            b.lock(); // blocks
            b.unlock();
          } finally {
            a.unlock();
            a.unlock();
          }
        },
        () -> {
          b.lock();
          b.lock();
          b.unlock();
          try {
            order.meet(1, 0);
            a.lock(); // blocks
            a.unlock();
          } finally {
            b.unlock();
          }
        });
  }

  static void no_deadlock_two_locks_in_one_order() {
    Lock a = new ReentrantLock();
    Lock b = new ReentrantLock(true);
    Threads.Body body = () -> {
      for (int i = 0; i < 200; i++) {
        a.lock();
        b.lock();
        Thread.yield();
        b.unlock();
        a.unlock();
      }
    };
    together(body, body, body);
  }

  /** Who cannot have the second lock gives the first one back. */
  static void no_deadlock_back_off() {
    Lock a = new ReentrantLock();
    Lock b = new ReentrantLock();
    together(() -> both(a, b), () -> both(b, a));
  }

  private static void both(Lock first, Lock second) {
    for (int i = 0; i < 100; ) {
      first.lock();
      if (second.tryLock()) {
        i++;
        second.unlock();
      }
      first.unlock();
      Thread.yield();
    }
  }

  /** A wait with a limit ends by itself. */
  static void no_deadlock_timed() {
    Lock a = new ReentrantLock();
    Lock b = new ReentrantLock();
    Order order = new Order();
    together(
        () -> {
          a.lock();
          order.meet(0, 1);
          if (b.tryLock(30, TimeUnit.MILLISECONDS)) {
            b.unlock();
          }
          a.unlock();
        },
        () -> {
          b.lock();
          order.meet(1, 0);
          a.lock();
          a.unlock();
          b.unlock();
        });
  }

  /** A wait that an interrupt ends is none for ever. */
  static void no_deadlock_interrupted() {
    Lock a = new ReentrantLock();
    Lock b = new ReentrantLock();
    Order order = new Order();
    AtomicReferenceArray<Thread> first = new AtomicReferenceArray<>(1);
    together(
        () -> {
          first.set(0, Thread.currentThread());
          a.lock();
          order.meet(0, 1);
          try {
            b.lockInterruptibly();
            b.unlock();
          } catch (InterruptedException e) {
            order.signal(2);
          } finally {
            a.unlock();
          }
        },
        () -> {
          b.lock();
          order.meet(1, 0);
          a.lock();
          a.unlock();
          b.unlock();
        },
        () -> {
          order.await(0);
          order.await(1);
          Thread.sleep(30);
          first.get(0).interrupt();
        });
  }

  @Waits({"LOCK java.lang.Object", LOCK})
  static void deadlock_lock_and_monitor() {
    Lock a = new ReentrantLock();
    Object b = new Object();
    Order order = new Order();
    among(
        () -> {
          a.lock();
          try {
            order.meet(0, 1);
            synchronized (b) { // blocks
              order.signal(2);
            }
          } finally {
            a.unlock();
          }
        },
        () -> {
          synchronized (b) {
            order.meet(1, 0);
            a.lock(); // blocks
            a.unlock();
          }
        });
  }

  static void no_deadlock_lock_and_monitor_in_one_order() {
    Lock a = new ReentrantLock();
    Object b = new Object();
    Threads.Body body = () -> {
      for (int i = 0; i < 200; i++) {
        a.lock();
        synchronized (b) {
          Thread.yield();
        }
        a.unlock();
      }
    };
    together(body, body);
  }

  /** What a thread gave up by waiting for a condition it does not hold. */
  static void no_deadlock_with_a_thread_in_await() {
    Lock a = new ReentrantLock();
    Condition changed = a.newCondition();
    Object b = new Object();
    Order order = new Order();
    together(
        () -> {
          a.lock();
          order.signal(0);
          changed.await();
          a.unlock();
          synchronized (b) {
            a.lock();
            a.unlock();
          }
        },
        () -> {
          order.await(0);
          synchronized (b) {
            a.lock();
            changed.signalAll();
            a.unlock();
          }
        });
  }

  @Waits({"LOCK java.lang.Object", LOCK})
  static void deadlock_after_await() {
    Lock a = new ReentrantLock();
    Condition changed = a.newCondition();
    Object b = new Object();
    Order order = new Order();
    among(
        () -> {
          a.lock();
          try {
            order.signal(0);
            changed.await();
            order.meet(1, 2);
            synchronized (b) { // blocks
              order.signal(3);
            }
          } finally {
            a.unlock();
          }
        },
        () -> {
          order.await(0);
          a.lock();
          changed.signalAll();
          a.unlock();
          synchronized (b) {
            order.meet(2, 1);
            a.lock(); // blocks
            a.unlock();
          }
        });
  }

  /** "A reader that tries to acquire the write lock will never succeed" (ReentrantReadWriteLock). */
  @Waits("WRITE_LOCK " + READ_WRITE)
  static void deadlock_upgrade() {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    among(() -> {
      lock.readLock().lock();
      try {
        lock.writeLock().lock(); // blocks
        lock.writeLock().unlock();
      } finally {
        lock.readLock().unlock();
      }
    });
  }

  /** Downgrading is allowed. */
  static void no_deadlock_downgrade() {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    Threads.Body body = () -> {
      for (int i = 0; i < 100; i++) {
        lock.writeLock().lock();
        lock.readLock().lock();
        lock.writeLock().unlock();
        Thread.yield();
        lock.readLock().unlock();
        lock.writeLock().lock();
        lock.writeLock().unlock();
      }
    };
    together(body, body);
  }

  @Waits({"WRITE_LOCK " + READ_WRITE, "WRITE_LOCK " + READ_WRITE})
  static void deadlock_two_readers_want_to_write() {
    ReentrantReadWriteLock a = new ReentrantReadWriteLock();
    ReentrantReadWriteLock b = new ReentrantReadWriteLock();
    Order order = new Order();
    among(
        () -> {
          a.readLock().lock();
          try {
            order.meet(0, 1);
            b.writeLock().lock(); // blocks
            b.writeLock().unlock();
          } finally {
            a.readLock().unlock();
          }
        },
        () -> {
          b.readLock().lock();
          try {
            order.meet(1, 0);
            a.writeLock().lock(); // blocks
            a.writeLock().unlock();
          } finally {
            b.readLock().unlock();
          }
        });
  }

  /** Readers do not exclude each other. */
  static void no_deadlock_readers_crosswise() {
    ReentrantReadWriteLock a = new ReentrantReadWriteLock();
    ReentrantReadWriteLock b = new ReentrantReadWriteLock();
    Order order = new Order();
    together(
        () -> {
          a.readLock().lock();
          order.meet(0, 1);
          b.readLock().lock();
          b.readLock().unlock();
          a.readLock().unlock();
        },
        () -> {
          b.readLock().lock();
          order.meet(1, 0);
          a.readLock().lock();
          a.readLock().unlock();
          b.readLock().unlock();
        });
  }

  @Waits({"READ_LOCK " + READ_WRITE, "LOCK java.lang.Object"})
  static void deadlock_reader_and_writer() {
    ReentrantReadWriteLock a = new ReentrantReadWriteLock();
    Object b = new Object();
    Order order = new Order();
    among(
        () -> {
          a.writeLock().lock();
          try {
            order.meet(0, 1);
            synchronized (b) { // blocks
              order.signal(2);
            }
          } finally {
            a.writeLock().unlock();
          }
        },
        () -> {
          synchronized (b) {
            order.meet(1, 0);
            a.readLock().lock(); // blocks
            a.readLock().unlock();
          }
        });
  }

  /** One of two readers is in the cycle; it is enough that the writer waits for that one. */
  @Waits({"WRITE_LOCK " + READ_WRITE, LOCK})
  static void deadlock_of_a_writer_and_one_of_two_readers() {
    ReentrantReadWriteLock a = new ReentrantReadWriteLock();
    Lock b = new ReentrantLock();
    Order order = new Order();
    Threads.Worker other = Threads.start(() -> {
      a.readLock().lock();
      order.signal(4);
      order.await(5);
      a.readLock().unlock();
    });
    among(
        () -> {
          order.await(4);
          b.lock();
          try {
            order.meet(0, 1);
            a.writeLock().lock(); // blocks
            a.writeLock().unlock();
          } finally {
            b.unlock();
            order.signal(5);
          }
        },
        () -> {
          order.await(4);
          a.readLock().lock();
          try {
            order.meet(1, 0);
            b.lock(); // blocks
            b.unlock();
          } finally {
            a.readLock().unlock();
            order.signal(5);
          }
        });
    other.finish();
  }

  /** A writer waits for a reader that waits for nobody. */
  static void no_deadlock_writer_waits_for_readers() {
    ReentrantReadWriteLock a = new ReentrantReadWriteLock();
    Lock b = new ReentrantLock();
    Threads.Body reader = () -> {
      for (int i = 0; i < 100; i++) {
        b.lock();
        a.readLock().lock();
        Thread.yield();
        a.readLock().unlock();
        b.unlock();
      }
    };
    together(reader, reader, () -> {
      for (int i = 0; i < 100; i++) {
        a.writeLock().lock();
        Thread.yield();
        a.writeLock().unlock();
      }
    });
  }
}
