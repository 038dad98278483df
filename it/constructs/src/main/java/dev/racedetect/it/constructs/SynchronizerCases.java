package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.LockSupport;

/** {@code Exchanger}, {@code Phaser}, {@code LockSupport} and synchronizers that users write themselves. */
final class SynchronizerCases {
  private SynchronizerCases() {}

  /** The mutex of the documentation of AbstractQueuedSynchronizer. */
  private static final class Mutex extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean tryAcquire(int ignored) {
      return compareAndSetState(0, 1);
    }

    @Override
    protected boolean tryRelease(int ignored) {
      setState(0);
      return true;
    }
  }

  /** The boolean latch of the documentation of AbstractQueuedSynchronizer. */
  private static final class Latch extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    @Override
    protected int tryAcquireShared(int ignored) {
      return getState() != 0 ? 1 : -1;
    }

    @Override
    protected boolean tryReleaseShared(int ignored) {
      setState(1);
      return true;
    }
  }

  static void no_race_own_mutex() {
    Cell cell = new Cell();
    Mutex mutex = new Mutex();
    inOrder(
        () -> {
          mutex.acquire(1);
          cell.value++;
          mutex.release(1);
        },
        () -> {
          mutex.acquire(1);
          cell.value++;
          mutex.release(1);
        });
  }

  @Race(variable = "Cell.value")
  static void race_own_mutexes() {
    Cell cell = new Cell();
    Mutex first = new Mutex();
    Mutex second = new Mutex();
    inOrder(
        () -> {
          first.acquire(1);
          cell.value = 1; // previous
          first.release(1);
        },
        () -> {
          second.acquire(1);
          cell.value = 2; // current
          second.release(1);
        });
  }

  static void no_race_own_latch() {
    Cell cell = new Cell();
    Latch latch = new Latch();
    together(
        () -> {
          latch.acquireSharedInterruptibly(1);
          use(cell.value);
        },
        () -> {
          cell.value = 1;
          latch.releaseShared(1);
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_own_latch() {
    Cell cell = new Cell();
    Latch latch = new Latch();
    inOrder(
        () -> {
          latch.releaseShared(1);
          cell.value = 1; // previous
        },
        () -> {
          latch.acquireShared(1);
          use(cell.value); // current
        });
  }

  /** Actions before an exchange are ordered before what the other thread does after it, in both directions. */
  static void no_race_exchanger() {
    Exchanger<Cell> exchanger = new Exchanger<>();
    together(
        () -> use(exchanger.exchange(new Cell(1)).value++),
        () -> use(exchanger.exchange(new Cell(2)).value++));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_exchange() {
    Exchanger<Cell> exchanger = new Exchanger<>();
    Order order = new Order();
    together(
        () -> {
          Cell mine = new Cell(1);
          use(exchanger.exchange(mine));
          mine.value = 2; // previous
          order.signal(0);
        },
        () -> {
          Cell theirs = exchanger.exchange(new Cell(3));
          order.await(0);
          use(theirs.value); // current
        });
  }

  /** Arriving at a phaser happens-before the advance, which happens-before what follows awaiting it. */
  static void no_race_phaser() {
    Cell left = new Cell();
    Cell right = new Cell();
    Phaser phaser = new Phaser(2);
    together(
        () -> {
          left.value = 1;
          use(phaser.arriveAndAwaitAdvance());
          use(right.value);
        },
        () -> {
          right.value = 1;
          use(phaser.arriveAndAwaitAdvance());
          use(left.value);
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_arrival() {
    Cell cell = new Cell();
    Phaser phaser = new Phaser(1);
    inOrder(
        () -> {
          use(phaser.arrive());
          cell.value = 1; // previous
        },
        () -> {
          use(phaser.awaitAdvance(0));
          use(cell.value); // current
        });
  }

  static void no_race_phaser_arrive_and_await() {
    Cell cell = new Cell();
    Phaser phaser = new Phaser(1);
    together(
        () -> {
          cell.value = 1;
          use(phaser.arrive());
        },
        () -> {
          use(phaser.awaitAdvance(0));
          use(cell.value);
        });
  }

  static void no_race_phaser_on_advance() {
    Cell cell = new Cell();
    Phaser phaser = new Phaser(2) {
      @Override
      protected boolean onAdvance(int phase, int parties) {
        cell.value++;
        return super.onAdvance(phase, parties);
      }
    };
    together(
        () -> {
          use(phaser.arriveAndAwaitAdvance());
          use(cell.value);
        },
        () -> {
          use(phaser.arriveAndAwaitAdvance());
          use(cell.value);
        });
  }

  /** {@code park} and {@code unpark} promise nothing about memory. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_park() {
    Cell cell = new Cell();
    Order order = new Order();
    Thread[] parked = new Thread[1];
    parked[0] = new Thread(() -> {
      order.await(0);
      LockSupport.park();
      use(cell.value); // current
    });
    parked[0].start();
    cell.value = 1; // previous
    LockSupport.unpark(parked[0]);
    order.signal(0);
    while (parked[0].isAlive()) {
      Thread.yield();
    }
  }

  static void no_race_park_with_volatile_flag() {
    Cell cell = new Cell();
    Flag flag = new Flag();
    Thread parked = new Thread(() -> {
      while (!flag.set) {
        LockSupport.park();
      }
      use(cell.value);
    });
    parked.start();
    cell.value = 1;
    flag.set = true;
    LockSupport.unpark(parked);
    while (parked.isAlive()) {
      Thread.yield();
    }
  }

  private static final class Flag {
    volatile boolean set;
  }
}
