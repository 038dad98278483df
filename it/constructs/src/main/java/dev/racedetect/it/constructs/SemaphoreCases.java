package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** {@code Semaphore} (actions prior to a release happen-before actions following a successful acquire). */
final class SemaphoreCases {
  private SemaphoreCases() {}

  static void no_race_mutex() {
    Cell cell = new Cell();
    Semaphore semaphore = new Semaphore(1);
    inOrder(
        () -> {
          semaphore.acquire();
          cell.value++;
          semaphore.release();
        },
        () -> {
          semaphore.acquire();
          cell.value++;
          semaphore.release();
        });
  }

  @Race(variable = "Cell.value")
  static void race_different_semaphores() {
    Cell cell = new Cell();
    Semaphore first = new Semaphore(1);
    Semaphore second = new Semaphore(1);
    inOrder(
        () -> {
          first.acquire();
          cell.value = 1; // previous
          first.release();
        },
        () -> {
          second.acquire();
          cell.value = 2; // current
          second.release();
        });
  }

  /** With two permits both threads may be inside: nothing orders them unless one has released. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_two_permits() {
    Cell cell = new Cell();
    Semaphore semaphore = new Semaphore(2);
    inOrder(
        () -> {
          semaphore.acquire();
          cell.value = 1; // previous
        },
        () -> {
          semaphore.acquire();
          use(cell.value); // current
        });
  }

  static void no_race_two_permits_one_released() {
    Cell cell = new Cell();
    Semaphore semaphore = new Semaphore(2);
    inOrder(
        () -> {
          semaphore.acquire();
          cell.value = 1;
          semaphore.release();
        },
        () -> {
          semaphore.acquire();
          use(cell.value);
        });
  }

  static void no_race_signal_between_threads() {
    Cell cell = new Cell();
    Semaphore semaphore = new Semaphore(0);
    inOrder(
        () -> {
          cell.value = 1;
          semaphore.release();
        },
        () -> {
          semaphore.acquireUninterruptibly();
          use(cell.value);
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_release() {
    Cell cell = new Cell();
    Semaphore semaphore = new Semaphore(0);
    inOrder(
        () -> {
          semaphore.release();
          cell.value = 1; // previous
        },
        () -> {
          semaphore.acquire();
          use(cell.value); // current
        });
  }

  static void no_race_try_acquire() {
    Cell cell = new Cell();
    Semaphore semaphore = new Semaphore(0);
    inOrder(
        () -> {
          cell.value = 1;
          semaphore.release(2);
        },
        () -> {
          if (semaphore.tryAcquire()) {
            use(cell.value);
          }
        },
        () -> {
          if (semaphore.tryAcquire(1, TimeUnit.SECONDS)) {
            use(cell.value);
          }
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_try_acquire_failed() {
    Cell cell = new Cell();
    Semaphore semaphore = new Semaphore(0);
    inOrder(
        () -> {
          cell.value = 1; // previous
          semaphore.release();
        },
        () -> {
          use(semaphore.tryAcquire(2));
          use(cell.value); // current
        });
  }

  static void no_race_several_permits() {
    Cell cell = new Cell();
    Semaphore semaphore = new Semaphore(0);
    inOrder(
        () -> {
          cell.value = 1;
          semaphore.release(3);
        },
        () -> {
          semaphore.acquire(3);
          use(cell.value);
        });
  }

  static void no_race_two_releasers() {
    Cell left = new Cell();
    Cell right = new Cell();
    Semaphore semaphore = new Semaphore(0);
    inOrder(
        () -> {
          left.value = 1;
          semaphore.release();
        },
        () -> {
          right.value = 1;
          semaphore.release();
        },
        () -> {
          semaphore.acquire(2);
          use(left.value + right.value);
        });
  }

  /** Counting permits is not acquiring one. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_available_permits() {
    Cell cell = new Cell();
    Semaphore semaphore = new Semaphore(0);
    inOrder(
        () -> {
          cell.value = 1; // previous
          semaphore.release();
        },
        () -> {
          use(semaphore.availablePermits());
          use(cell.value); // current
        });
  }

  static void no_race_fair() {
    Cell cell = new Cell();
    Semaphore semaphore = new Semaphore(1, true);
    inOrder(
        () -> {
          semaphore.acquire();
          cell.value++;
          semaphore.release();
        },
        () -> {
          semaphore.acquire();
          cell.value++;
          semaphore.release();
        });
  }

  static void no_race_drained_and_uninterruptibly() {
    for (boolean drained : new boolean[] {true, false}) {
      Cell cell = new Cell();
      Semaphore semaphore = new Semaphore(0);
      inOrder(
          () -> {
            cell.value = 1;
            semaphore.release(2);
          },
          () -> {
            if (drained) {
              use(semaphore.drainPermits());
            } else {
              semaphore.acquireUninterruptibly();
              semaphore.acquireUninterruptibly(1);
            }
            use(cell.value);
          });
    }
  }
}
