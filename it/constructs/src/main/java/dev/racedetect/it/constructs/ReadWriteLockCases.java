package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * {@code ReadWriteLock} (a thread that takes the read lock sees all updates made upon previous release of the write
 * lock).
 */
final class ReadWriteLockCases {
  private ReadWriteLockCases() {}

  private static void locked(Lock lock, Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  static void no_race_writer_then_reader() {
    Cell cell = new Cell();
    ReadWriteLock lock = new ReentrantReadWriteLock();
    inOrder(
        () -> locked(lock.writeLock(), () -> cell.value = 1),
        () -> locked(lock.readLock(), () -> use(cell.value)));
  }

  static void no_race_reader_then_writer() {
    Cell cell = new Cell();
    ReadWriteLock lock = new ReentrantReadWriteLock();
    inOrder(
        () -> locked(lock.readLock(), () -> use(cell.value)),
        () -> locked(lock.writeLock(), () -> cell.value = 1));
  }

  static void no_race_writer_then_writer() {
    Cell cell = new Cell();
    ReadWriteLock lock = new ReentrantReadWriteLock();
    inOrder(
        () -> locked(lock.writeLock(), () -> cell.value = 1),
        () -> locked(lock.writeLock(), () -> cell.value = 2));
  }

  static void no_race_two_readers_then_writer() {
    Cell cell = new Cell();
    ReadWriteLock lock = new ReentrantReadWriteLock();
    inOrder(
        () -> locked(lock.readLock(), () -> use(cell.value)),
        () -> locked(lock.readLock(), () -> use(cell.value)),
        () -> locked(lock.writeLock(), () -> cell.value = 1));
  }

  /** Read locks do not exclude one another, so that writing under them is a race. */
  @Race(variable = "Cell.value")
  static void race_writes_under_read_locks() {
    Cell cell = new Cell();
    ReadWriteLock lock = new ReentrantReadWriteLock();
    inOrder(
        () -> locked(lock.readLock(), () -> cell.value = 1), // previous
        () -> locked(lock.readLock(), () -> cell.value = 2)); // current
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_write_and_read_under_read_locks() {
    Cell cell = new Cell();
    ReadWriteLock lock = new ReentrantReadWriteLock();
    inOrder(
        () -> locked(lock.readLock(), () -> cell.value = 1), // previous
        () -> locked(lock.readLock(), () -> use(cell.value))); // current
  }

  @Race(variable = "Cell.value")
  static void race_different_locks() {
    Cell cell = new Cell();
    ReadWriteLock first = new ReentrantReadWriteLock();
    ReadWriteLock second = new ReentrantReadWriteLock();
    inOrder(
        () -> locked(first.writeLock(), () -> cell.value = 1), // previous
        () -> locked(second.writeLock(), () -> cell.value = 2)); // current
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_reader_does_not_lock() {
    Cell cell = new Cell();
    ReadWriteLock lock = new ReentrantReadWriteLock();
    inOrder(
        () -> locked(lock.writeLock(), () -> cell.value = 1), // previous
        () -> use(cell.value)); // current
  }

  /** Downgrading: the read lock is taken before the write lock is released. */
  static void no_race_downgrade() {
    Cell cell = new Cell();
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    inOrder(
        () -> {
          lock.writeLock().lock();
          cell.value = 1;
          lock.readLock().lock();
          lock.writeLock().unlock();
          use(cell.value);
          lock.readLock().unlock();
        },
        () -> locked(lock.writeLock(), () -> cell.value = 2));
  }

  /** After downgrading, a write happens under the read lock only. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_write_after_downgrade() {
    Cell cell = new Cell();
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    inOrder(
        () -> {
          lock.writeLock().lock();
          lock.readLock().lock();
          lock.writeLock().unlock();
          cell.value = 1; // previous
          lock.readLock().unlock();
        },
        () -> locked(lock.readLock(), () -> use(cell.value))); // current
  }

  static void no_race_try_lock() {
    Cell cell = new Cell();
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    inOrder(
        () -> {
          if (lock.writeLock().tryLock()) {
            cell.value = 1;
            lock.writeLock().unlock();
          }
        },
        () -> {
          if (lock.readLock().tryLock()) {
            use(cell.value);
            lock.readLock().unlock();
          }
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_try_lock_failed() {
    Cell cell = new Cell();
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    inOrder(
        () -> {
          lock.writeLock().lock();
          cell.value = 1; // previous
        },
        () -> {
          use(lock.readLock().tryLock());
          use(cell.value); // current
        });
  }

  static void no_race_fair() {
    Cell cell = new Cell();
    ReadWriteLock lock = new ReentrantReadWriteLock(true);
    inOrder(
        () -> locked(lock.writeLock(), () -> cell.value++),
        () -> locked(lock.writeLock(), () -> cell.value++),
        () -> locked(lock.readLock(), () -> use(cell.value)));
  }
}
