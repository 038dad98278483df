package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import dev.racedetect.it.harness.Threads;
import java.util.List;
import java.util.concurrent.locks.StampedLock;

/**
 * {@code StampedLock} (its class documentation: memory synchronization; optimistic reads are ordered only once
 * validated).
 */
final class StampedLockCases {
  private StampedLockCases() {}

  static void no_race_write_then_read() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    inOrder(
        () -> {
          long stamp = lock.writeLock();
          cell.value = 1;
          lock.unlockWrite(stamp);
        },
        () -> {
          long stamp = lock.readLock();
          use(cell.value);
          lock.unlockRead(stamp);
        });
  }

  static void no_race_read_then_write() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    inOrder(
        () -> {
          long stamp = lock.readLock();
          use(cell.value);
          lock.unlock(stamp);
        },
        () -> {
          long stamp = lock.tryWriteLock();
          cell.value = 1;
          lock.unlock(stamp);
        });
  }

  @Race(variable = "Cell.value")
  static void race_writes_under_read_locks() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    inOrder(
        () -> {
          long stamp = lock.readLock();
          cell.value = 1; // previous
          lock.unlockRead(stamp);
        },
        () -> {
          long stamp = lock.readLock();
          cell.value = 2; // current
          lock.unlockRead(stamp);
        });
  }

  static void no_race_validated_optimistic_read() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    inOrder(
        () -> {
          long stamp = lock.writeLock();
          cell.value = 1;
          lock.unlockWrite(stamp);
        },
        () -> {
          long stamp = lock.tryOptimisticRead();
          int value = cell.value;
          use(lock.validate(stamp) ? value : -1);
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_optimistic_read_not_validated() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    inOrder(
        () -> {
          long stamp = lock.writeLock();
          cell.value = 1; // previous
          lock.unlockWrite(stamp);
        },
        () -> {
          use(lock.tryOptimisticRead());
          use(cell.value); // current
        });
  }

  /**
   * The optimistic read fails validation and is done again under the read lock: the usage that the documentation shows.
   */
  static void no_race_optimistic_read_retried() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    Order order = new Order();
    together(
        () -> {
          long stamp = lock.tryOptimisticRead();
          order.meet(0, 1);
          int value = cell.value;
          if (!lock.validate(stamp)) {
            stamp = lock.readLock();
            value = cell.value;
            lock.unlockRead(stamp);
          }
          use(value);
        },
        () -> {
          order.await(0);
          long stamp = lock.writeLock();
          cell.value = 1;
          lock.unlockWrite(stamp);
          order.signal(1);
        });
  }

  /** A validated optimistic read was over before the writer came. */
  static void no_race_optimistic_read_then_write() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    inOrder(
        () -> {
          long stamp = lock.tryOptimisticRead();
          int value = cell.value;
          use(lock.validate(stamp) ? value : -1);
        },
        () -> {
          long stamp = lock.writeLock();
          cell.value = 1;
          lock.unlockWrite(stamp);
        });
  }

  static void no_race_converted_to_write_lock() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    inOrder(
        () -> {
          long stamp = lock.tryConvertToWriteLock(lock.readLock());
          cell.value = 1;
          lock.unlock(stamp);
        },
        () -> {
          long stamp = lock.tryConvertToWriteLock(lock.tryOptimisticRead());
          cell.value = 2;
          lock.unlock(stamp);
        });
  }

  static void no_race_views() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    inOrder(
        () -> {
          lock.asWriteLock().lock();
          cell.value = 1;
          lock.asWriteLock().unlock();
        },
        () -> {
          lock.asReadLock().lock();
          use(cell.value);
          lock.asReadLock().unlock();
        });
  }

  @Race(variable = "Cell.value")
  static void race_different_locks() {
    Cell cell = new Cell();
    StampedLock first = new StampedLock();
    StampedLock second = new StampedLock();
    inOrder(
        () -> {
          long stamp = first.writeLock();
          cell.value = 1; // previous
          first.unlockWrite(stamp);
        },
        () -> {
          long stamp = second.writeLock();
          cell.value = 2; // current
          second.unlockWrite(stamp);
        });
  }

  /** The section fails after its read, which was over before the writer came; the usage that the documentation shows. */
  static void no_race_optimistic_read_overtaken_by_a_writer() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    Order order = new Order();
    together(
        () -> {
          long stamp = lock.tryOptimisticRead();
          int value = cell.value;
          order.meet(0, 1);
          if (!lock.validate(stamp)) {
            stamp = lock.readLock();
            value = cell.value;
            lock.unlockRead(stamp);
          }
          use(value);
        },
        () -> {
          order.await(0);
          long stamp = lock.writeLock();
          cell.value = 1;
          lock.unlockWrite(stamp);
          order.signal(1);
        });
  }

  private static int unvalidated(StampedLock lock, Cell cell) {
    long stamp = lock.tryOptimisticRead();
    return stamp == 0 ? 0 : cell.value;
  }

  /** The thread goes on after it has left the section: what it reads then is no part of it. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_section_left_by_return() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    Order order = new Order();
    together(
        () -> {
          long stamp = lock.writeLock();
          cell.value = 1; // previous
          lock.unlockWrite(stamp);
          order.meet(0, 1);
        },
        () -> {
          order.await(0);
          use(unvalidated(lock, cell)); // current
          order.signal(1);
        });
  }

  /** A validated read is a read: a writer that does not lock races with it. */
  @Race(variable = "Cell.value", previous = Type.READ)
  static void race_validated_read_and_unlocked_write() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    inOrder(
        () -> {
          long stamp = lock.tryOptimisticRead();
          int value = cell.value; // previous
          use(lock.validate(stamp) ? value : -1);
        },
        () -> cell.value = 1); // current
  }

  /** Two sections overlap, each is validated. */
  static void no_race_two_sections() {
    Cell cell = new Cell();
    StampedLock first = new StampedLock();
    StampedLock second = new StampedLock();
    inOrder(
        () -> {
          long stamp = second.writeLock();
          cell.value = 1;
          second.unlockWrite(stamp);
        },
        () -> {
          long one = first.tryOptimisticRead();
          long two = second.tryOptimisticRead();
          int value = cell.value;
          use(first.validate(one) && second.validate(two) ? value : -1);
        });
  }

  /** A conversion that succeeds validates as well. */
  static void no_race_section_converted() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    inOrder(
        () -> {
          long stamp = lock.writeLock();
          cell.value = 1;
          lock.unlockWrite(stamp);
        },
        () -> {
          long stamp = lock.tryOptimisticRead();
          int value = cell.value;
          stamp = lock.tryConvertToReadLock(stamp);
          use(value + cell.value);
          lock.unlock(stamp);
        });
  }

  private static long begin(StampedLock lock) {
    return lock.tryOptimisticRead();
  }

  /** The stamp outlives the method that began the section. */
  static void no_race_section_begun_by_a_helper() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    inOrder(
        () -> {
          long stamp = lock.writeLock();
          cell.value = 1;
          lock.unlockWrite(stamp);
        },
        () -> {
          long stamp = begin(lock);
          int value = cell.value;
          use(lock.validate(stamp) ? value : -1);
        });
  }

  private static int readValidated(StampedLock lock, Cell cell) {
    long stamp = lock.tryOptimisticRead();
    int value = cell.value;
    if (lock.validate(stamp)) {
      return value;
    }
    stamp = lock.readLock();
    try {
      return cell.value;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Writers come at any moment, also between a validation and what the detector does then. */
  static void no_race_validated_reads_among_writers() {
    Cell cell = new Cell();
    StampedLock lock = new StampedLock();
    Threads.Body reads = () -> {
      for (int i = 0; i < 20_000; i++) {
        use(readValidated(lock, cell));
      }
    };
    Threads.Body writes = () -> {
      for (int i = 0; i < 20_000; i++) {
        long stamp = lock.writeLock();
        cell.value++;
        lock.unlockWrite(stamp);
      }
    };
    together(reads, reads, writes);
  }

  private interface Unlock {
    void of(StampedLock lock, long stamp);
  }

  static void no_race_every_unlock() {
    List<Unlock> unlocks = List.of(
        (lock, stamp) -> lock.unlockWrite(stamp),
        (lock, stamp) -> lock.unlock(stamp),
        (lock, stamp) -> lock.tryUnlockWrite(),
        (lock, stamp) -> lock.unlockRead(lock.tryConvertToReadLock(stamp)),
        (lock, stamp) -> lock.tryConvertToOptimisticRead(stamp));
    for (Unlock unlock : unlocks) {
      Cell cell = new Cell();
      StampedLock lock = new StampedLock();
      inOrder(
          () -> {
            long stamp = lock.tryWriteLock();
            cell.value = 1;
            unlock.of(lock, stamp);
          },
          () -> {
            long stamp = lock.readLock();
            use(cell.value);
            lock.unlock(stamp);
          },
          () -> {
            long stamp = lock.tryReadLock();
            use(cell.value);
            lock.tryUnlockRead();
            use((int) stamp);
          },
          () -> {
            long stamp = lock.writeLockInterruptibly();
            cell.value++;
            lock.unlock(stamp);
          },
          () -> {
            long stamp = lock.readLockInterruptibly();
            use(cell.value);
            lock.unlockRead(stamp);
          });
    }
  }
}
