package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code CountDownLatch} (actions prior to countDown happen-before actions following a successful return from await).
 */
final class CountDownLatchCases {
  private CountDownLatchCases() {}

  static void no_race_await() {
    Cell cell = new Cell();
    CountDownLatch latch = new CountDownLatch(1);
    together(
        () -> {
          latch.await();
          use(cell.value);
        },
        () -> {
          cell.value = 1;
          latch.countDown();
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_count_down() {
    Cell cell = new Cell();
    CountDownLatch latch = new CountDownLatch(1);
    inOrder(
        () -> {
          latch.countDown();
          cell.value = 1; // previous
        },
        () -> {
          latch.await();
          use(cell.value); // current
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_other_latch() {
    Cell cell = new Cell();
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(0);
    inOrder(
        () -> {
          cell.value = 1; // previous
          first.countDown();
        },
        () -> {
          second.await();
          use(cell.value); // current
        });
  }

  static void no_race_timed_await() {
    Cell cell = new Cell();
    CountDownLatch latch = new CountDownLatch(1);
    together(
        () -> {
          if (latch.await(10, TimeUnit.SECONDS)) {
            use(cell.value);
          }
        },
        () -> {
          cell.value = 1;
          latch.countDown();
        });
  }

  /** The await timed out: one count was missing. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_await_timed_out() {
    Cell cell = new Cell();
    CountDownLatch latch = new CountDownLatch(2);
    inOrder(
        () -> {
          cell.value = 1; // previous
          latch.countDown();
        },
        () -> {
          use(latch.await(1, TimeUnit.MILLISECONDS));
          use(cell.value); // current
        });
  }

  /** Every thread that counted down is ordered before the return, not only the last. */
  static void no_race_two_counters() {
    Cell left = new Cell();
    Cell right = new Cell();
    CountDownLatch latch = new CountDownLatch(2);
    inOrder(
        () -> {
          left.value = 1;
          latch.countDown();
        },
        () -> {
          right.value = 1;
          latch.countDown();
        },
        () -> {
          latch.await();
          use(left.value + right.value);
        });
  }

  /** The two that counted down are not ordered with each other. */
  @Race(variable = "Cell.value")
  static void race_between_counters() {
    Cell cell = new Cell();
    CountDownLatch latch = new CountDownLatch(2);
    inOrder(
        () -> {
          cell.value = 1; // previous
          latch.countDown();
        },
        () -> {
          latch.countDown();
          cell.value = 2; // current
        });
  }

  /** The documentation promises an edge to await, none to {@code getCount}. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_get_count() {
    Cell cell = new Cell();
    CountDownLatch latch = new CountDownLatch(1);
    inOrder(
        () -> {
          cell.value = 1; // previous
          latch.countDown();
        },
        () -> {
          if (latch.getCount() == 0) {
            use(cell.value); // current
          }
        });
  }

  static void no_race_start_gate_and_end_gate() {
    Cell cell = new Cell();
    CountDownLatch start = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    together(
        () -> {
          cell.value = 1;
          start.countDown();
          end.await();
          use(cell.value);
        },
        () -> {
          start.await();
          cell.value++;
          end.countDown();
        });
  }

  @Race(variable = "Cell.value")
  static void race_both_behind_the_gate() {
    Cell cell = new Cell();
    CountDownLatch start = new CountDownLatch(1);
    start.countDown();
    inOrder(
        () -> {
          start.await();
          cell.value = 1; // previous
        },
        () -> {
          start.await();
          cell.value = 2; // current
        });
  }

  static void no_race_method_reference() {
    Cell cell = new Cell();
    CountDownLatch latch = new CountDownLatch(1);
    Runnable open = latch::countDown;
    together(
        () -> {
          latch.await();
          use(cell.value);
        },
        () -> {
          cell.value = 1;
          open.run();
        });
  }
}
