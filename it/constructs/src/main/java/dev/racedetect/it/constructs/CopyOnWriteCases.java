package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.constructs.Ways.In;
import dev.racedetect.it.constructs.Ways.Out;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import dev.racedetect.it.harness.Since;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Copy-on-write lists and sets, by every method that places an element with every one that yields it
 * (CopyOnWriteArrayList, "Memory consistency effects").
 */
final class CopyOnWriteCases {
  private CopyOnWriteCases() {}

  private static List<In<CopyOnWriteArrayList<Item>>> ins() {
    return List.of(
        (l, item) -> l.add(item),
        (l, item) -> l.add(0, item),
        (l, item) -> l.addAll(List.of(item)),
        (l, item) -> l.addAll(0, List.of(item)),
        (l, item) -> l.addIfAbsent(item),
        (l, item) -> l.addAllAbsent(List.of(item)),
        (l, item) -> {
          l.add(new Item(1));
          l.set(0, item);
        },
        (l, item) -> {
          l.add(new Item(1));
          l.replaceAll(old -> item);
        },
        (l, item) -> l.subList(0, 0).add(item));
  }

  private static List<Out<CopyOnWriteArrayList<Item>>> outs() {
    List<Out<CopyOnWriteArrayList<Item>>> outs =
        new ArrayList<>(Ways.<CopyOnWriteArrayList<Item>>ofCollection());
    outs.addAll(List.of(
        l -> use(l.get(0).value),
        l -> use(l.set(0, new Item(2)).value),
        l -> use(l.remove(0).value),
        l -> use(l.remove(new Item(1)) ? 1 : 0),
        l -> use(l.indexOf(new Item(1))),
        l -> use(l.lastIndexOf(new Item(1))),
        l -> use(l.indexOf(new Item(1), 0)),
        l -> use(l.lastIndexOf(new Item(1), 0)),
        l -> use(l.addIfAbsent(new Item(1)) ? 1 : 0),
        l -> use(l.addAllAbsent(List.of(new Item(1)))),
        l -> l.removeIf(item -> item.value == 1),
        l -> l.removeAll(Set.of(new Item(1))),
        l -> l.retainAll(Set.of(new Item(1))),
        l -> l.replaceAll(item -> new Item(item.value + 1)),
        l -> l.sort((a, b) -> a.value - b.value),
        l -> use(l.listIterator().next().value),
        l -> use(l.listIterator(1).previous().value),
        l -> use(l.hashCode()),
        l -> use(l.equals(List.of(new Item(1))) ? 1 : 0),
        l -> use(((Item) ((List<?>) l.clone()).get(0)).value),
        l -> use(l.subList(0, 1).get(0).value),
        l -> l.subList(0, 1).forEach(item -> use(item.value)),
        l -> use(l.subList(0, 1).contains(new Item(1)) ? 1 : 0),
        l -> use(l.subList(0, 1).iterator().next().value),
        l -> use(l.subList(0, 1).toString().length()),
        l -> use(l.subList(0, 1).hashCode()),
        l -> use(l.subList(0, 1).equals(List.of(new Item(1))) ? 1 : 0),
        l -> use(((Item) l.subList(0, 1).toArray()[0]).value),
        l -> l.subList(0, 1).stream().forEach(item -> use(item.value)),
        l -> l.subList(0, 1).removeIf(item -> item.value == 1),
        l -> use(l.subList(0, 1).remove(0).value)));
    return outs;
  }

  static void no_race_list() {
    Ways.each(CopyOnWriteArrayList<Item>::new, ins(), outs());
  }

  /** A sublist that was there before the element. */
  static void no_race_through_a_sublist_made_before() {
    CopyOnWriteArrayList<Item> list = new CopyOnWriteArrayList<>(List.of(new Item(1)));
    List<Item> part = list.subList(0, 1);
    inOrder(() -> part.set(0, new Item(2)), () -> use(part.get(0).value));
  }

  static void no_race_set() {
    List<In<CopyOnWriteArraySet<Item>>> adding =
        List.of((s, item) -> s.add(item), (s, item) -> s.addAll(List.of(item)));
    List<Out<CopyOnWriteArraySet<Item>>> outs =
        new ArrayList<>(Ways.<CopyOnWriteArraySet<Item>>ofCollection());
    outs.add(s -> use(s.remove(new Item(1)) ? 1 : 0));
    outs.add(s -> s.removeIf(item -> item.value == 1));
    outs.add(s -> s.removeAll(Set.of(new Item(1))));
    outs.add(s -> s.retainAll(Set.of(new Item(1))));
    outs.add(s -> use(s.equals(Set.of(new Item(1))) ? 1 : 0));
    outs.add(s -> use(s.hashCode()));
    outs.add(s -> use(s.add(new Item(1)) ? 1 : 0));
    Ways.each(CopyOnWriteArraySet<Item>::new, adding, outs);
  }

  /** SequencedCollection: {@code reversed} shows the same elements. */
  @Since(21)
  static void no_race_reversed_and_ends() {
    Ways.each(
        CopyOnWriteArrayList<Item>::new,
        List.of(
            (l, item) -> Newer.call(l, "addFirst", item),
            (l, item) -> Newer.call(l, "addLast", item),
            (l, item) -> reversed(l).add(item)),
        List.of(
            l -> use(((Item) Newer.call(l, "getFirst")).value),
            l -> use(((Item) Newer.call(l, "getLast")).value),
            l -> use(((Item) Newer.call(l, "removeFirst")).value),
            l -> use(((Item) Newer.call(l, "removeLast")).value),
            l -> use(reversed(l).get(0).value),
            l -> use(reversed(l).iterator().next().value),
            l -> reversed(l).forEach(item -> use(item.value)),
            l -> reversed(l).stream().forEach(item -> use(item.value)),
            l -> use(reversed(l).contains(new Item(1)) ? 1 : 0),
            l -> use(reversed(l).equals(List.of(new Item(1))) ? 1 : 0),
            l -> use(reversed(l).hashCode()),
            l -> use(reversed(l).toString().length())));
  }

  @SuppressWarnings("unchecked") // a list of the same elements
  private static List<Item> reversed(List<Item> list) throws Exception {
    return (List<Item>) Newer.call(list, "reversed");
  }

  @Race(variable = "Item.value", current = Type.READ)
  static void race_element_changed_after_set() {
    CopyOnWriteArrayList<Item> list = new CopyOnWriteArrayList<>(List.of(new Item(0)));
    inOrder(
        () -> {
          Item item = new Item(1);
          list.set(0, item);
          item.value = 2; // previous
        },
        () -> use(list.subList(0, 1).get(0).value)); // current
  }

  @Race(variable = "Item.value", current = Type.READ)
  static void race_set_element_changed_after_add() {
    CopyOnWriteArraySet<Item> set = new CopyOnWriteArraySet<>();
    inOrder(
        () -> {
          Item item = new Item(1);
          set.add(item);
          item.value = 2; // previous
        },
        () -> set.forEach(item -> use(item.value))); // current
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_size() {
    CopyOnWriteArrayList<String> list = new CopyOnWriteArrayList<>();
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          list.add("x");
        },
        () -> {
          use(list.size() + (list.isEmpty() ? 1 : 0));
          use(cell.value); // current
        });
  }
}
