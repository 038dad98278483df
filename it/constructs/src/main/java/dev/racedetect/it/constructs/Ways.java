package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/** The ways in which an element gets into a container, and in which another thread comes across it there. */
final class Ways {
  private Ways() {}

  /** One way in. */
  @FunctionalInterface
  interface In<C> {
    void give(C container, Item item) throws Exception;
  }

  /** One way out; it reads the element, or lets the container call a method of it that does. */
  @FunctionalInterface
  interface Out<C> {
    void take(C container) throws Exception;
  }

  /** Every way in with every way out, in a new container each. */
  static <C> void each(Supplier<C> make, List<In<C>> ins, List<Out<C>> outs) {
    for (In<C> in : ins) {
      for (Out<C> out : outs) {
        C container = make.get();
        inOrder(() -> in.give(container, new Item(1)), () -> out.take(container));
      }
    }
  }

  /** The ways out of any collection that look at its elements. */
  static <C extends Collection<Item>> List<Out<C>> ofCollection() {
    return List.of(
        c -> c.iterator().forEachRemaining(item -> use(item.value)),
        c -> use(c.iterator().next().value),
        c -> c.forEach(item -> use(item.value)),
        c -> c.spliterator().tryAdvance(item -> use(item.value)),
        c -> c.spliterator().forEachRemaining(item -> use(item.value)),
        c -> c.stream().forEach(item -> use(item.value)),
        c -> c.parallelStream().forEach(item -> use(item.value)),
        c -> use(((Item) c.toArray()[0]).value),
        c -> use(c.toArray(new Item[0])[0].value),
        c -> use(c.toArray(Item[]::new)[0].value),
        c -> use(c.contains(new Item(1)) ? 1 : 0),
        c -> use(c.containsAll(Set.of(new Item(1))) ? 1 : 0),
        c -> use(c.toString().length()));
  }

  /** The ways out of a collection that remove elements. */
  static <C extends Collection<Item>> List<Out<C>> removing() {
    return List.of(
        c -> use(c.remove(new Item(1)) ? 1 : 0),
        c -> c.removeIf(item -> item.value == 1),
        c -> c.removeAll(new HashSet<>(Set.of(new Item(1)))),
        c -> c.retainAll(new HashSet<>(Set.of(new Item(1)))),
        c -> {
          Iterator<Item> iterator = c.iterator();
          use(iterator.next().value);
          iterator.remove();
        });
  }

  /** The ways out of any queue. */
  static <C extends Queue<Item>> List<Out<C>> ofQueue() {
    return List.of(
        q -> use(q.peek().value),
        q -> use(q.element().value),
        q -> use(q.poll().value),
        q -> use(q.remove().value));
  }
}
