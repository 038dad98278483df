package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * Concurrent queues (actions prior to placing an object into a concurrent collection happen-before actions subsequent
 * to the access or removal of that element in another thread).
 */
final class BlockingQueueCases {
  private BlockingQueueCases() {}

  private static final class Ticket implements Delayed {
    int number;

    Ticket(int number) {
      this.number = number;
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }
  }

  private static void handOver(BlockingQueue<Cell> queue) {
    together(
        () -> {
          Cell cell = new Cell();
          cell.value = 1;
          queue.put(cell);
        },
        () -> use(queue.take().value++));
  }

  static void no_race_array_blocking_queue() {
    handOver(new ArrayBlockingQueue<>(1));
  }

  static void no_race_linked_blocking_queue() {
    handOver(new LinkedBlockingQueue<>());
  }

  static void no_race_synchronous_queue() {
    handOver(new SynchronousQueue<>());
  }

  static void no_race_fair_synchronous_queue() {
    handOver(new SynchronousQueue<>(true));
  }

  static void no_race_linked_transfer_queue() {
    handOver(new LinkedTransferQueue<>());
  }

  static void no_race_linked_blocking_deque() {
    handOver(new LinkedBlockingDeque<>());
  }

  static void no_race_priority_blocking_queue() {
    PriorityBlockingQueue<Cell> queue = new PriorityBlockingQueue<>(4, (a, b) -> 0);
    handOver(queue);
  }

  static void no_race_delay_queue() {
    DelayQueue<Ticket> queue = new DelayQueue<>();
    together(() -> queue.put(new Ticket(7)), () -> use(queue.take().number++));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_put() {
    BlockingQueue<Cell> queue = new ArrayBlockingQueue<>(4);
    inOrder(
        () -> {
          Cell cell = new Cell();
          queue.put(cell);
          cell.value = 1; // previous
        },
        () -> use(queue.take().value)); // current
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_put_in_linked_queue() {
    BlockingQueue<Cell> queue = new LinkedBlockingQueue<>();
    inOrder(
        () -> {
          Cell cell = new Cell();
          queue.add(cell);
          cell.value = 1; // previous
        },
        () -> use(queue.remove().value)); // current
  }

  /** Nothing was in the queue, nothing was taken. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_poll_found_nothing() {
    Cell cell = new Cell();
    BlockingQueue<Cell> queue = new LinkedBlockingQueue<>();
    inOrder(
        () -> {
          cell.value = 1; // previous
          queue.put(new Cell());
          use(queue.poll());
        },
        () -> {
          use(queue.poll());
          use(cell.value); // current
        });
  }

  static void no_race_poll() {
    Cell cell = new Cell();
    BlockingQueue<Cell> queue = new LinkedBlockingQueue<>();
    inOrder(
        () -> {
          cell.value = 1;
          use(queue.offer(cell));
        },
        () -> use(queue.poll(1, TimeUnit.SECONDS).value));
  }

  /** Looking at an element is an access of it. */
  static void no_race_peek() {
    Cell cell = new Cell();
    BlockingQueue<Cell> queue = new ArrayBlockingQueue<>(2);
    inOrder(
        () -> {
          cell.value = 1;
          use(queue.offer(cell));
        },
        () -> use(queue.peek().value));
  }

  static void no_race_drain_to() {
    BlockingQueue<Cell> queue = new LinkedBlockingQueue<>();
    inOrder(
        () -> {
          queue.put(new Cell(1));
          queue.put(new Cell(2));
        },
        () -> {
          List<Cell> drained = new ArrayList<>();
          use(queue.drainTo(drained));
          use(drained.get(0).value + drained.get(1).value);
        });
  }

  static void no_race_iteration() {
    Queue<Cell> queue = new ConcurrentLinkedQueue<>();
    inOrder(
        () -> {
          use(queue.add(new Cell(1)));
          use(queue.add(new Cell(2)));
        },
        () -> {
          for (Cell cell : queue) {
            use(cell.value);
          }
        });
  }

  static void no_race_for_each() {
    Queue<Cell> queue = new ConcurrentLinkedQueue<>();
    inOrder(() -> use(queue.add(new Cell(1))), () -> queue.forEach(cell -> use(cell.value)));
  }

  static void no_race_concurrent_linked_deque() {
    ConcurrentLinkedDeque<Cell> deque = new ConcurrentLinkedDeque<>();
    inOrder(
        () -> {
          deque.addFirst(new Cell(1));
          deque.push(new Cell(2));
        },
        () -> use(deque.pollLast().value + deque.pop().value));
  }

  static void no_race_blocking_deque_both_ends() {
    BlockingDeque<Cell> deque = new LinkedBlockingDeque<>();
    inOrder(
        () -> {
          deque.putFirst(new Cell(1));
          deque.putLast(new Cell(2));
        },
        () -> use(deque.takeLast().value + deque.takeFirst().value));
  }

  /** The size of a queue publishes nothing. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_size() {
    Cell cell = new Cell();
    Queue<Cell> queue = new ConcurrentLinkedQueue<>();
    inOrder(
        () -> {
          cell.value = 1; // previous
          use(queue.add(new Cell()));
        },
        () -> {
          use(queue.size());
          use(cell.value); // current
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_is_empty() {
    Cell cell = new Cell();
    BlockingQueue<Cell> queue = new LinkedBlockingQueue<>();
    inOrder(
        () -> {
          cell.value = 1; // previous
          use(queue.add(new Cell()));
        },
        () -> {
          use(queue.isEmpty());
          use(cell.value); // current
        });
  }

  /** The element taken is one that a third thread had put. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_element_of_another_producer() {
    Cell cell = new Cell();
    BlockingQueue<Cell> queue = new LinkedBlockingQueue<>();
    inOrder(
        () -> queue.put(new Cell(1)),
        () -> {
          cell.value = 1; // previous
          queue.put(new Cell(2));
        },
        () -> {
          use(queue.take());
          use(cell.value); // current
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_other_queue() {
    Cell cell = new Cell();
    BlockingQueue<String> first = new ArrayBlockingQueue<>(1);
    BlockingQueue<String> second = new ArrayBlockingQueue<>(1);
    inOrder(
        () -> {
          cell.value = 1; // previous
          first.put("x");
        },
        () -> {
          second.put("x");
          use(second.take());
          use(cell.value); // current
        });
  }

  /** Two consumers are not ordered with each other. */
  @Race(variable = "Cell.value")
  static void race_between_consumers() {
    Cell cell = new Cell();
    BlockingQueue<String> queue = new LinkedBlockingQueue<>(List.of("a", "b"));
    inOrder(
        () -> {
          use(queue.take());
          cell.value = 1; // previous
        },
        () -> {
          use(queue.take());
          cell.value = 2; // current
        });
  }

  static void no_race_work_queue() {
    BlockingQueue<Cell> todo = new ArrayBlockingQueue<>(2);
    BlockingQueue<Cell> done = new LinkedBlockingQueue<>();
    together(
        () -> {
          for (int i = 0; i < 20; i++) {
            todo.put(new Cell(i));
          }
          int sum = 0;
          for (int i = 0; i < 20; i++) {
            sum += done.take().value;
          }
          use(sum);
        },
        () -> work(todo, done),
        () -> work(todo, done));
  }

  private static void work(BlockingQueue<Cell> todo, BlockingQueue<Cell> done)
      throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      Cell cell = todo.take();
      cell.value++;
      done.put(cell);
    }
  }

  static void no_race_transfer() {
    LinkedTransferQueue<Cell> queue = new LinkedTransferQueue<>();
    Order order = new Order();
    together(
        () -> {
          order.signal(0);
          queue.transfer(new Cell(1));
        },
        () -> {
          order.await(0);
          use(queue.take().value);
        });
  }
}
