package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import dev.racedetect.it.harness.Since;
import dev.racedetect.it.harness.Waits;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Virtual threads are threads (JEP 444). They are reached by reflection, so that the cases compile for older releases.
 */
@Since(21)
final class VirtualThreadCases {
  private VirtualThreadCases() {}

  private static Thread start(Runnable body) throws Exception {
    Method method = Thread.class.getMethod("startVirtualThread", Runnable.class);
    return (Thread) method.invoke(null, body);
  }

  private static ExecutorService perTask() throws Exception {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  static void no_race_start_and_join() throws Exception {
    Cell cell = new Cell();
    cell.value = 1;
    Thread thread = start(() -> cell.value++);
    thread.join();
    use(cell.value);
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_not_joined() throws Exception {
    Cell cell = new Cell();
    Order order = new Order();
    Thread thread = start(() -> {
      cell.value = 1; // previous
      order.signal(0);
    });
    order.await(0);
    use(cell.value); // current
    thread.join();
  }

  /** Two virtual threads share a carrier: it orders nothing. */
  @Race(variable = "Cell.value")
  static void race_two_virtual_threads() throws Exception {
    Cell cell = new Cell();
    Order order = new Order();
    Thread first = start(() -> {
      cell.value = 1; // previous
      order.signal(0);
    });
    Thread second = start(() -> {
      order.await(0);
      cell.value = 2; // current
    });
    first.join();
    second.join();
  }

  static void no_race_lock() throws Exception {
    Cell cell = new Cell();
    ReentrantLock lock = new ReentrantLock();
    Thread[] threads = new Thread[100];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = start(() -> {
        lock.lock();
        try {
          cell.value++;
        } finally {
          lock.unlock();
        }
      });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    use(cell.value);
  }

  static void no_race_monitor() throws Exception {
    Cell cell = new Cell();
    Runnable body = () -> {
      synchronized (cell) {
        cell.value++;
      }
    };
    Thread first = start(body);
    Thread second = start(body);
    first.join();
    second.join();
    use(cell.value);
  }

  static void no_race_executor() throws Exception {
    ExecutorService pool = perTask();
    Cell cell = new Cell();
    pool.submit(() -> cell.value = 1).get();
    use(cell.value);
    pool.shutdown();
  }

  static void no_race_hand_over() throws Exception {
    SynchronousQueue<Cell> queue = new SynchronousQueue<>();
    Thread producer = start(() -> put(queue, new Cell(4)));
    use(queue.take().value++);
    producer.join();
  }

  private static void put(SynchronousQueue<Cell> queue, Cell cell) {
    try {
      queue.put(cell);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void no_race_thousands() throws Exception {
    Cell[] cells = new Cell[5_000];
    Thread[] threads = new Thread[cells.length];
    for (int i = 0; i < cells.length; i++) {
      Cell cell = new Cell();
      cells[i] = cell;
      threads[i] = start(() -> cell.value++);
    }
    int sum = 0;
    for (int i = 0; i < cells.length; i++) {
      threads[i].join();
      sum += cells[i].value;
    }
    use(sum);
  }

  @Waits({"LOCK java.lang.Object", "LOCK java.util.concurrent.locks.ReentrantLock"})
  static void deadlock_of_virtual_threads() throws Exception {
    Object a = new Object();
    ReentrantLock b = new ReentrantLock();
    Order order = new Order();
    Thread one = start(() -> {
      synchronized (a) {
        order.meet(0, 1);
        b.lock(); // blocks
        b.unlock();
      }
    });
    Thread other = start(() -> {
      b.lock();
      try {
        order.meet(1, 0);
        synchronized (a) { // blocks
          order.signal(2);
        }
      } finally {
        b.unlock();
      }
    });
    one.join();
    other.join();
  }

  /** More virtual threads than carriers, all waiting for one another in turn. */
  static void no_deadlock_of_virtual_threads_in_one_order() throws Exception {
    ReentrantLock a = new ReentrantLock();
    ReentrantLock b = new ReentrantLock();
    Thread[] threads = new Thread[100];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = start(() -> {
        a.lock();
        b.lock();
        Thread.yield();
        b.unlock();
        a.unlock();
      });
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
