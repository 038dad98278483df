package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.constructs.Ways.Out;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;

/** {@code Phaser} ("Memory consistency effects": arrival happens-before the advance, that before what awaits it). */
final class PhaserCases {
  private PhaserCases() {}

  private static List<ToIntFunction<Phaser>> arrivals() {
    return List.of(Phaser::arrive, Phaser::arriveAndDeregister, Phaser::arriveAndAwaitAdvance);
  }

  private static List<Out<Phaser>> waits() {
    return List.of(
        p -> p.awaitAdvance(0),
        p -> p.awaitAdvanceInterruptibly(0),
        p -> p.awaitAdvanceInterruptibly(0, 5, TimeUnit.SECONDS),
        p -> {
          while (p.getPhase() == 0) {
            Thread.yield();
          }
        });
  }

  static void no_race_every_way() {
    for (ToIntFunction<Phaser> arrival : arrivals()) {
      for (Out<Phaser> wait : waits()) {
        Cell cell = new Cell();
        Phaser phaser = new Phaser(1);
        together(
            () -> {
              cell.value = 1;
              arrival.applyAsInt(phaser);
            },
            () -> {
              wait.take(phaser);
              use(cell.value);
            });
      }
    }
  }

  static void no_race_tiers() {
    Cell left = new Cell();
    Cell right = new Cell();
    Phaser root = new Phaser();
    Phaser one = new Phaser(root, 1);
    Phaser other = new Phaser(root, 1);
    together(
        () -> {
          left.value = 1;
          one.arriveAndAwaitAdvance();
          use(right.value);
        },
        () -> {
          right.value = 1;
          other.arriveAndAwaitAdvance();
          use(left.value);
        });
  }

  static void no_race_on_advance_sees_all_parties() {
    Cell one = new Cell();
    Cell other = new Cell();
    Phaser phaser = new Phaser(2) {
      @Override
      protected boolean onAdvance(int phase, int parties) {
        use(one.value + other.value);
        return true;
      }
    };
    together(
        () -> {
          one.value = 1;
          phaser.arrive();
        },
        () -> {
          other.value = 1;
          phaser.arrive();
        });
  }

  static void no_race_termination() {
    Cell cell = new Cell();
    Phaser phaser = new Phaser(1);
    together(
        () -> {
          cell.value = 1;
          phaser.forceTermination();
        },
        () -> {
          while (!phaser.isTerminated()) {
            Thread.yield();
          }
          use(cell.value);
        });
  }

  /** A wait that timed out has seen no advance. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_timed_out() {
    Cell cell = new Cell();
    Phaser phaser = new Phaser(2);
    inOrder(
        () -> {
          cell.value = 1; // previous
          phaser.arrive();
        },
        () -> {
          timeOut(phaser);
          use(cell.value); // current
        });
  }

  private static void timeOut(Phaser phaser) throws InterruptedException {
    try {
      phaser.awaitAdvanceInterruptibly(0, 1, TimeUnit.MILLISECONDS);
      throw new AssertionError("it advanced");
    } catch (TimeoutException e) {
      return;
    }
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_counts_of_parties() {
    Cell cell = new Cell();
    Phaser phaser = new Phaser(2);
    inOrder(
        () -> {
          cell.value = 1; // previous
          phaser.arrive();
        },
        () -> {
          use(phaser.getArrivedParties() + phaser.getUnarrivedParties());
          use(cell.value); // current
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_registration() {
    Cell cell = new Cell();
    Phaser phaser = new Phaser(1);
    inOrder(
        () -> {
          cell.value = 1; // previous
          phaser.register();
        },
        () -> {
          use(phaser.bulkRegister(2));
          use(cell.value); // current
        });
  }
}
