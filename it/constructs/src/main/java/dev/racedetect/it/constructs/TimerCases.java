package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;

/** {@code Timer} (one background thread executes its tasks sequentially; scheduling hands the task over to it). */
final class TimerCases {
  private TimerCases() {}

  private static TimerTask task(Runnable action) {
    return new TimerTask() {
      @Override
      public void run() {
        action.run();
      }
    };
  }

  static void no_race_schedule() throws InterruptedException {
    Timer timer = new Timer(true);
    CountDownLatch done = new CountDownLatch(1);
    Cell cell = new Cell();
    cell.value = 1;
    timer.schedule(
        task(() -> {
          cell.value++;
          done.countDown();
        }),
        0);
    done.await();
    use(cell.value);
    timer.cancel();
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_schedule() throws InterruptedException {
    Timer timer = new Timer(true);
    Order order = new Order();
    CountDownLatch done = new CountDownLatch(1);
    Cell cell = new Cell();
    timer.schedule(
        task(() -> {
          order.await(0);
          use(cell.value); // current
          done.countDown();
        }),
        0);
    cell.value = 1; // previous
    order.signal(0);
    done.await();
    timer.cancel();
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_result_not_awaited() {
    Timer timer = new Timer(true);
    Order order = new Order();
    Cell cell = new Cell();
    timer.schedule(
        task(() -> {
          cell.value = 1; // previous
          order.signal(0);
        }),
        0);
    order.await(0);
    use(cell.value); // current
    timer.cancel();
  }

  static void no_race_tasks_of_one_timer() throws InterruptedException {
    Timer timer = new Timer(true);
    CountDownLatch done = new CountDownLatch(2);
    Cell cell = new Cell();
    for (int i = 0; i < 2; i++) {
      timer.schedule(
          task(() -> {
            cell.value++;
            done.countDown();
          }),
          0);
    }
    done.await();
    use(cell.value);
    timer.cancel();
  }

  @Race(variable = "Cell.value")
  static void race_tasks_of_two_timers() throws InterruptedException {
    Timer first = new Timer(true);
    Timer second = new Timer(true);
    Order order = new Order();
    CountDownLatch done = new CountDownLatch(2);
    Cell cell = new Cell();
    second.schedule(
        task(() -> {
          order.await(0);
          cell.value = 2; // current
          done.countDown();
        }),
        0);
    first.schedule(
        task(() -> {
          cell.value = 1; // previous
          order.signal(0);
          done.countDown();
        }),
        0);
    done.await();
    first.cancel();
    second.cancel();
  }

  static void no_race_periodic() throws InterruptedException {
    Timer timer = new Timer(true);
    CountDownLatch done = new CountDownLatch(1);
    Cell cell = new Cell();
    timer.schedule(
        task(() -> {
          if (++cell.value == 3) {
            done.countDown();
          }
        }),
        0,
        1);
    done.await();
    timer.cancel();
  }
}
