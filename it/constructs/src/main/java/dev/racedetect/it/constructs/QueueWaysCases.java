package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.constructs.Ways.In;
import dev.racedetect.it.constructs.Ways.Out;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.function.Supplier;

/**
 * Every queue, by every method that places an element with every one that yields it: placing happens-before access or
 * removal (BlockingQueue and each class, "Memory consistency effects").
 */
final class QueueWaysCases {
  private QueueWaysCases() {}

  private static <C extends Collection<Item>> List<In<C>> adding() {
    return List.of((c, item) -> c.add(item), (c, item) -> c.addAll(List.of(item)));
  }

  private static <C extends Queue<Item>> List<In<C>> offering() {
    return List.of((q, item) -> q.offer(item));
  }

  private static <C extends BlockingQueue<Item>> List<In<C>> putting() {
    return List.of((q, item) -> q.put(item), (q, item) -> q.offer(item, 1, TimeUnit.SECONDS));
  }

  private static <C extends BlockingQueue<Item>> List<Out<C>> taking() {
    return List.of(
        q -> use(q.take().value),
        q -> use(q.poll(1, TimeUnit.SECONDS).value),
        q -> {
          List<Item> drained = new ArrayList<>();
          q.drainTo(drained);
          use(drained.get(0).value);
        },
        q -> {
          List<Item> drained = new ArrayList<>();
          q.drainTo(drained, 1);
          use(drained.get(0).value);
        });
  }

  private static <C extends Deque<Item>> List<In<C>> bothEnds() {
    return List.of(
        (d, item) -> d.addFirst(item),
        (d, item) -> d.addLast(item),
        (d, item) -> d.offerFirst(item),
        (d, item) -> d.offerLast(item),
        (d, item) -> d.push(item));
  }

  private static <C extends Deque<Item>> List<Out<C>> fromBothEnds() {
    return List.of(
        d -> use(d.getFirst().value),
        d -> use(d.getLast().value),
        d -> use(d.peekFirst().value),
        d -> use(d.peekLast().value),
        d -> use(d.pollFirst().value),
        d -> use(d.pollLast().value),
        d -> use(d.removeFirst().value),
        d -> use(d.removeLast().value),
        d -> use(d.pop().value),
        d -> use(d.descendingIterator().next().value),
        d -> use(d.removeFirstOccurrence(new Item(1)) ? 1 : 0),
        d -> use(d.removeLastOccurrence(new Item(1)) ? 1 : 0));
  }

  private static <C extends BlockingDeque<Item>> List<In<C>> puttingAtBothEnds() {
    return List.of(
        (d, item) -> d.putFirst(item),
        (d, item) -> d.putLast(item),
        (d, item) -> d.offerFirst(item, 1, TimeUnit.SECONDS),
        (d, item) -> d.offerLast(item, 1, TimeUnit.SECONDS));
  }

  private static <C extends BlockingDeque<Item>> List<Out<C>> takingFromBothEnds() {
    return List.of(
        d -> use(d.takeFirst().value),
        d -> use(d.takeLast().value),
        d -> use(d.pollFirst(1, TimeUnit.SECONDS).value),
        d -> use(d.pollLast(1, TimeUnit.SECONDS).value));
  }

  @SafeVarargs
  private static <T> List<T> all(List<? extends T>... parts) {
    List<T> all = new ArrayList<>();
    for (List<? extends T> part : parts) {
      all.addAll(part);
    }
    return all;
  }

  private static <C extends Queue<Item>> void queue(Supplier<C> make) {
    List<Out<C>> outs = all(Ways.<C>ofCollection(), Ways.<C>removing(), Ways.<C>ofQueue());
    Ways.each(make, all(QueueWaysCases.<C>adding(), QueueWaysCases.<C>offering()), outs);
  }

  private static <C extends BlockingQueue<Item>> void blocking(Supplier<C> make) {
    List<Out<C>> outs = all(
        Ways.<C>ofCollection(), Ways.<C>removing(), Ways.<C>ofQueue(), QueueWaysCases.<C>taking());
    List<In<C>> ins =
        all(QueueWaysCases.<C>adding(), QueueWaysCases.<C>offering(), QueueWaysCases.<C>putting());
    Ways.each(make, ins, outs);
  }

  static void no_race_array_blocking_queue() {
    blocking(() -> new ArrayBlockingQueue<Item>(2));
  }

  static void no_race_linked_blocking_queue() {
    blocking(LinkedBlockingQueue<Item>::new);
  }

  static void no_race_linked_blocking_deque() {
    blocking(LinkedBlockingDeque<Item>::new);
    Ways.each(
        LinkedBlockingDeque<Item>::new,
        all(
            QueueWaysCases.<LinkedBlockingDeque<Item>>bothEnds(),
            QueueWaysCases.<LinkedBlockingDeque<Item>>puttingAtBothEnds()),
        all(
            QueueWaysCases.<LinkedBlockingDeque<Item>>fromBothEnds(),
            QueueWaysCases.<LinkedBlockingDeque<Item>>takingFromBothEnds()));
  }

  static void no_race_priority_blocking_queue() {
    blocking(PriorityBlockingQueue<Item>::new);
  }

  static void no_race_delay_queue() {
    blocking(DelayQueue<Item>::new);
  }

  static void no_race_linked_transfer_queue() {
    blocking(LinkedTransferQueue<Item>::new);
  }

  static void no_race_concurrent_linked_queue() {
    queue(ConcurrentLinkedQueue<Item>::new);
  }

  static void no_race_concurrent_linked_deque() {
    queue(ConcurrentLinkedDeque<Item>::new);
    Ways.each(
        ConcurrentLinkedDeque<Item>::new,
        QueueWaysCases.<ConcurrentLinkedDeque<Item>>bothEnds(),
        QueueWaysCases.<ConcurrentLinkedDeque<Item>>fromBothEnds());
  }

  /** Elements that meet in a priority queue are compared by the thread that adds or removes. */
  static void no_race_compared_elements() {
    PriorityBlockingQueue<Item> priorities = new PriorityBlockingQueue<>();
    DelayQueue<Item> delays = new DelayQueue<>();
    inOrder(
        () -> give(priorities, delays, 3),
        () -> give(priorities, delays, 2),
        () -> give(priorities, delays, 1),
        () -> use(priorities.take().value + delays.take().value));
  }

  private static void give(Queue<Item> one, Queue<Item> other, int value) {
    one.offer(new Item(value));
    other.offer(new Item(value));
  }

  private static void meet(In<BlockingQueue<Item>> in, Out<BlockingQueue<Item>> out) {
    for (BlockingQueue<Item> queue : List.of(
        new SynchronousQueue<Item>(),
        new SynchronousQueue<Item>(true),
        new LinkedTransferQueue<Item>())) {
      together(() -> in.give(queue, new Item(1)), () -> out.take(queue));
    }
  }

  /** The two threads are there at once. */
  static void no_race_met_in_the_queue() {
    List<In<BlockingQueue<Item>>> ins = List.of(
        (q, item) -> q.put(item), (q, item) -> q.offer(item, 5, TimeUnit.SECONDS), (q, item) -> {
          while (!q.offer(item)) {
            Thread.yield();
          }
        });
    List<Out<BlockingQueue<Item>>> outs =
        List.of(q -> use(q.take().value), q -> use(q.poll(5, TimeUnit.SECONDS).value));
    for (In<BlockingQueue<Item>> in : ins) {
      for (Out<BlockingQueue<Item>> out : outs) {
        meet(in, out);
      }
    }
    meet((q, item) -> q.put(item), q -> {
      List<Item> drained = new ArrayList<>();
      while (q.drainTo(drained) == 0) {
        Thread.yield();
      }
      use(drained.get(0).value);
    });
  }

  static void no_race_transferred() {
    TransferQueue<Item> queue = new LinkedTransferQueue<>();
    together(() -> queue.transfer(new Item(1)), () -> use(queue.take().value));
    together(
        () -> queue.tryTransfer(new Item(1), 5, TimeUnit.SECONDS), () -> use(queue.take().value));
    together(
        () -> {
          Item item = new Item(1);
          while (!queue.tryTransfer(item)) {
            Thread.yield();
          }
        },
        () -> use(queue.take().value));
  }

  @Race(variable = "Item.value", current = Type.READ)
  static void race_array_blocking_queue() {
    BlockingQueue<Item> queue = new ArrayBlockingQueue<>(1);
    inOrder(
        () -> {
          Item item = new Item(1);
          queue.put(item);
          item.value = 2; // previous
        },
        () -> use(queue.take().value)); // current
  }

  @Race(variable = "Item.value", current = Type.READ)
  static void race_linked_blocking_queue() {
    BlockingQueue<Item> queue = new LinkedBlockingQueue<>();
    inOrder(
        () -> {
          Item item = new Item(1);
          queue.add(item);
          item.value = 2; // previous
        },
        () -> use(queue.poll().value)); // current
  }

  @Race(variable = "Item.value", current = Type.READ)
  static void race_linked_blocking_deque() {
    BlockingDeque<Item> deque = new LinkedBlockingDeque<>();
    inOrder(
        () -> {
          Item item = new Item(1);
          deque.putFirst(item);
          item.value = 2; // previous
        },
        () -> use(deque.peekLast().value)); // current
  }

  @Race(variable = "Item.value", current = Type.READ)
  static void race_priority_blocking_queue() {
    BlockingQueue<Item> queue = new PriorityBlockingQueue<>();
    inOrder(
        () -> {
          Item item = new Item(1);
          queue.put(item);
          item.value = 2; // previous
        },
        () -> use(queue.take().value)); // current
  }

  /** A queue of delayed elements looks at them whenever it is used; this one reads something that they do not. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_delay_queue() {
    DelayQueue<Item> queue = new DelayQueue<>();
    Cell cell = new Cell();
    inOrder(
        () -> {
          queue.put(new Item(1));
          cell.value = 2; // previous
        },
        () -> {
          queue.take();
          use(cell.value); // current
        });
  }

  @Race(variable = "Item.value", current = Type.READ)
  static void race_linked_transfer_queue() {
    BlockingQueue<Item> queue = new LinkedTransferQueue<>();
    inOrder(
        () -> {
          Item item = new Item(1);
          queue.put(item);
          item.value = 2; // previous
        },
        () -> use(queue.take().value)); // current
  }

  @Race(variable = "Item.value", current = Type.READ)
  static void race_concurrent_linked_queue() {
    Queue<Item> queue = new ConcurrentLinkedQueue<>();
    inOrder(
        () -> {
          Item item = new Item(1);
          queue.offer(item);
          item.value = 2; // previous
        },
        () -> use(queue.poll().value)); // current
  }

  @Race(variable = "Item.value", current = Type.READ)
  static void race_concurrent_linked_deque() {
    Deque<Item> deque = new ConcurrentLinkedDeque<>();
    inOrder(
        () -> {
          Item item = new Item(1);
          deque.addFirst(item);
          item.value = 2; // previous
        },
        () -> use(deque.peekFirst().value)); // current
  }

  /** What the taker did is not ordered before the end of a put that waited for it: promised nowhere. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_before_the_take_that_a_put_waited_for() {
    SynchronousQueue<String> queue = new SynchronousQueue<>();
    Cell cell = new Cell();
    together(
        () -> {
          cell.value = 1; // previous
          queue.take();
        },
        () -> {
          queue.put("x");
          use(cell.value); // current
        });
  }
}
