package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Deadlocks.among;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Threads;
import dev.racedetect.it.harness.Waits;
import java.util.concurrent.locks.StampedLock;

/** A {@code StampedLock} is not re-entrant: its holder waits for itself. Others may give its stamp back. */
final class StampedDeadlockCases {
  private static final String STAMPED = "java.util.concurrent.locks.StampedLock";

  private StampedDeadlockCases() {}

  /** "StampedLocks are not reentrant". */
  @Waits("WRITE_LOCK " + STAMPED)
  static void deadlock_stamped_lock_written_twice() {
    StampedLock lock = new StampedLock();
    among(() -> {
      long stamp = lock.writeLock();
      try {
        lock.unlockWrite(lock.writeLock()); // blocks
      } finally {
        lock.unlockWrite(stamp);
      }
    });
  }

  @Waits("READ_LOCK " + STAMPED)
  static void deadlock_stamped_lock_read_by_its_writer() {
    StampedLock lock = new StampedLock();
    among(() -> {
      long stamp = lock.writeLock();
      try {
        lock.unlockRead(lock.readLock()); // blocks
      } finally {
        lock.unlockWrite(stamp);
      }
    });
  }

  @Waits("WRITE_LOCK " + STAMPED)
  static void deadlock_stamped_lock_written_by_its_reader() {
    StampedLock lock = new StampedLock();
    among(() -> {
      long stamp = lock.readLock();
      try {
        lock.unlockWrite(lock.writeLock()); // blocks
      } finally {
        lock.unlockRead(stamp);
      }
    });
  }

  /** Another thread may give a stamp back. */
  static void no_deadlock_stamp_handed_over() {
    StampedLock lock = new StampedLock();
    long stamp = lock.writeLock();
    Threads.Worker other = Threads.start(() -> {
      Thread.sleep(20);
      lock.unlockWrite(stamp);
    });
    lock.unlockWrite(lock.writeLock());
    other.finish();
  }

  /** Read twice, converted, tried, and released in between: none of it waits for itself. */
  static void no_deadlock_stamped_lock() {
    StampedLock lock = new StampedLock();
    Threads.Body body = () -> {
      for (int i = 0; i < 50; i++) {
        long one = lock.readLock();
        long two = lock.readLock();
        lock.unlockRead(two);
        lock.unlockRead(one);
        long write = lock.writeLock();
        lock.tryReadLock();
        long read = lock.tryConvertToReadLock(write);
        lock.unlockRead(read);
        lock.unlockWrite(lock.writeLock());
      }
    };
    together(body, body);
  }
}
