package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * {@code ReentrantLock} (Lock: a successful lock acts as a Lock action, a successful unlock as an Unlock action of JLS
 * 17.4).
 */
final class ReentrantLockCases {
  private ReentrantLockCases() {}

  private static final class CountingLock extends ReentrantLock {
    private static final long serialVersionUID = 1L;
    int taken;

    @Override
    public void lock() {
      super.lock();
      taken++;
    }
  }

  static void no_race_same_lock() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    inOrder(() -> increment(cell, lock), () -> increment(cell, lock));
  }

  private static void increment(Cell cell, Lock lock) {
    lock.lock();
    try {
      cell.value++;
    } finally {
      lock.unlock();
    }
  }

  @Race(variable = "Cell.value", currentHolds = "java.util.concurrent.locks.ReentrantLock")
  static void race_different_locks() {
    Cell cell = new Cell();
    ReentrantLock first = new ReentrantLock();
    ReentrantLock second = new ReentrantLock();
    inOrder(
        () -> {
          first.lock();
          cell.value = 1; // previous
          first.unlock();
        },
        () -> {
          second.lock();
          cell.value = 2; // current
          second.unlock();
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_unlock() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    inOrder(
        () -> {
          lock.lock();
          lock.unlock();
          cell.value = 1; // previous
        },
        () -> {
          lock.lock();
          use(cell.value); // current
          lock.unlock();
        });
  }

  static void no_race_written_before_lock() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    inOrder(
        () -> {
          cell.value = 1;
          lock.lock();
          lock.unlock();
        },
        () -> {
          lock.lock();
          lock.unlock();
          use(cell.value);
        });
  }

  static void no_race_try_lock() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    inOrder(() -> increment(cell, lock), () -> {
      if (lock.tryLock()) {
        cell.value++;
        lock.unlock();
      }
    });
  }

  /** An unsuccessful attempt has no memory effects; the first thread never unlocked after its write. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_try_lock_failed() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    inOrder(
        () -> {
          lock.lock();
          cell.value = 1; // previous
        },
        () -> {
          use(lock.tryLock());
          use(cell.value); // current
        });
  }

  static void no_race_timed_try_lock() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    inOrder(() -> increment(cell, lock), () -> {
      if (lock.tryLock(10, TimeUnit.SECONDS)) {
        cell.value++;
        lock.unlock();
      }
    });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_timed_try_lock_failed() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    inOrder(
        () -> {
          lock.lock();
          cell.value = 1; // previous
        },
        () -> {
          use(lock.tryLock(1, TimeUnit.MILLISECONDS));
          use(cell.value); // current
        });
  }

  static void no_race_lock_interruptibly() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    inOrder(() -> increment(cell, lock), () -> {
      lock.lockInterruptibly();
      cell.value++;
      lock.unlock();
    });
  }

  static void no_race_fair() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock(true);
    inOrder(() -> increment(cell, lock), () -> increment(cell, lock), () -> increment(cell, lock));
  }

  /** Only the outermost unlock releases the lock. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_inner_unlock_only() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    inOrder(
        () -> {
          lock.lock();
          lock.lock();
          cell.value = 1; // previous
          lock.unlock();
        },
        () -> {
          use(lock.tryLock());
          use(cell.value); // current
        });
  }

  static void no_race_reentrant() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    inOrder(
        () -> {
          lock.lock();
          increment(cell, lock);
          cell.value++;
          lock.unlock();
        },
        () -> increment(cell, lock));
  }

  /** Method references hide the calls. */
  static void no_race_method_references() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    Runnable acquire = lock::lock;
    Runnable release = lock::unlock;
    inOrder(
        () -> {
          acquire.run();
          cell.value++;
          release.run();
        },
        () -> {
          acquire.run();
          cell.value++;
          release.run();
        });
  }

  /** Asking about a lock is not locking it. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_is_locked() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    inOrder(
        () -> {
          lock.lock();
          cell.value = 1; // previous
          lock.unlock();
        },
        () -> {
          use(lock.isLocked() || lock.hasQueuedThreads());
          use(cell.value); // current
        });
  }

  static void no_race_subclass() {
    Cell cell = new Cell();
    CountingLock lock = new CountingLock();
    inOrder(() -> increment(cell, lock), () -> increment(cell, lock));
  }

  /** The monitor of a lock object is not the lock. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_monitor_of_the_lock_object() {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    inOrder(
        () -> {
          lock.lock();
          cell.value = 1; // previous
          lock.unlock();
        },
        () -> {
          synchronized (lock) {
            use(cell.value); // current
          }
        });
  }

  static void no_race_two_locks_held() {
    Cell cell = new Cell();
    ReentrantLock outer = new ReentrantLock();
    ReentrantLock inner = new ReentrantLock();
    inOrder(
        () -> {
          outer.lock();
          increment(cell, inner);
          outer.unlock();
        },
        () -> increment(cell, inner));
  }
}
