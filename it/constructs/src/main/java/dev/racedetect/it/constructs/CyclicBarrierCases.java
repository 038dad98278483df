package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/**
 * {@code CyclicBarrier} (actions prior to await happen-before the barrier action, which happens-before actions
 * following the return of await in the other threads).
 */
final class CyclicBarrierCases {
  private CyclicBarrierCases() {}

  static void no_race_exchange_at_the_barrier() {
    Cell left = new Cell();
    Cell right = new Cell();
    CyclicBarrier barrier = new CyclicBarrier(2);
    together(
        () -> {
          left.value = 1;
          barrier.await();
          use(right.value);
        },
        () -> {
          right.value = 1;
          barrier.await();
          use(left.value);
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_the_barrier() {
    Cell cell = new Cell();
    CyclicBarrier barrier = new CyclicBarrier(2);
    Order order = new Order();
    together(
        () -> {
          barrier.await();
          cell.value = 1; // previous
          order.signal(0);
        },
        () -> {
          barrier.await();
          order.await(0);
          use(cell.value); // current
        });
  }

  @Race(variable = "Cell.value")
  static void race_before_the_barrier() {
    Cell cell = new Cell();
    CyclicBarrier barrier = new CyclicBarrier(2);
    Order order = new Order();
    together(
        () -> {
          cell.value = 1; // previous
          order.signal(0);
          barrier.await();
        },
        () -> {
          order.await(0);
          cell.value = 2; // current
          barrier.await();
        });
  }

  static void no_race_barrier_action() {
    Cell left = new Cell();
    Cell right = new Cell();
    Cell sum = new Cell();
    CyclicBarrier barrier = new CyclicBarrier(2, () -> sum.value = left.value + right.value);
    together(
        () -> {
          left.value = 1;
          barrier.await();
          use(sum.value);
        },
        () -> {
          right.value = 1;
          barrier.await();
          use(sum.value);
        });
  }

  static void no_race_rounds() {
    Cell[] cells = {new Cell(), new Cell()};
    CyclicBarrier barrier = new CyclicBarrier(2);
    together(() -> playRounds(cells, barrier, 0), () -> playRounds(cells, barrier, 1));
  }

  private static void playRounds(Cell[] cells, CyclicBarrier barrier, int me) throws Exception {
    for (int round = 0; round < 20; round++) {
      cells[me].value = round;
      barrier.await();
      use(cells[1 - me].value);
      barrier.await();
    }
  }

  /** One barrier a round is not enough: the next round's write races with the read of the other. */
  @Race(variable = "Cell.value", previous = Type.READ)
  static void race_rounds_with_one_barrier() {
    Cell cell = new Cell();
    CyclicBarrier barrier = new CyclicBarrier(2);
    Order order = new Order();
    together(
        () -> {
          cell.value = 1;
          barrier.await();
          order.await(0);
          cell.value = 2; // current
        },
        () -> {
          barrier.await();
          use(cell.value); // previous
          order.signal(0);
        });
  }

  static void no_race_timed_await() {
    Cell left = new Cell();
    Cell right = new Cell();
    CyclicBarrier barrier = new CyclicBarrier(2);
    together(
        () -> {
          left.value = 1;
          barrier.await(10, TimeUnit.SECONDS);
          use(right.value);
        },
        () -> {
          right.value = 1;
          barrier.await(10, TimeUnit.SECONDS);
          use(left.value);
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_other_barrier() {
    Cell cell = new Cell();
    CyclicBarrier mine = new CyclicBarrier(1);
    CyclicBarrier theirs = new CyclicBarrier(1);
    Order order = new Order();
    together(
        () -> {
          cell.value = 1; // previous
          mine.await();
          order.signal(0);
        },
        () -> {
          order.await(0);
          theirs.await();
          use(cell.value); // current
        });
  }

  static void no_race_three_parties() {
    Cell[] cells = {new Cell(), new Cell(), new Cell()};
    CyclicBarrier barrier = new CyclicBarrier(3);
    together(
        () -> meet(cells, barrier, 0),
        () -> meet(cells, barrier, 1),
        () -> meet(cells, barrier, 2));
  }

  private static void meet(Cell[] cells, CyclicBarrier barrier, int me) throws Exception {
    cells[me].value = me;
    barrier.await();
    use(cells[0].value + cells[1].value + cells[2].value);
  }
}
