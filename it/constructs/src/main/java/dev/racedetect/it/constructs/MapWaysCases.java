package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.constructs.Ways.In;
import dev.racedetect.it.constructs.Ways.Out;
import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import dev.racedetect.it.harness.Threads;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;

/**
 * Concurrent maps and sets, by every method that places a mapping with every one that yields it (ConcurrentMap, "Memory
 * consistency effects": placing happens-before access or removal), values under keys that have no state and keys that have.
 */
final class MapWaysCases {
  private MapWaysCases() {}

  private static <M extends ConcurrentMap<String, Item>> List<In<M>> ins() {
    return List.of(
        (m, item) -> m.put("a", item),
        (m, item) -> m.putIfAbsent("a", item),
        (m, item) -> m.putAll(Map.of("a", item)),
        (m, item) -> m.compute("a", (key, old) -> item),
        (m, item) -> m.computeIfAbsent("a", key -> item),
        (m, item) -> m.merge("a", item, (old, more) -> more),
        (m, item) -> {
          m.put("a", new Item(0));
          m.replace("a", item);
        },
        (m, item) -> {
          Item old = new Item(0);
          m.put("a", old);
          m.replace("a", old, item);
        },
        (m, item) -> {
          m.put("a", new Item(0));
          m.computeIfPresent("a", (key, old) -> item);
        },
        (m, item) -> {
          m.put("a", new Item(0));
          m.merge("a", new Item(0), (old, more) -> item);
        },
        (m, item) -> {
          m.put("a", new Item(0));
          m.replaceAll((key, old) -> item);
        },
        (m, item) -> {
          m.put("a", new Item(0));
          Iterator<Map.Entry<String, Item>> entries = m.entrySet().iterator();
          Map.Entry<String, Item> entry = entries.next();
          try {
            entry.setValue(item);
          } catch (UnsupportedOperationException e) {
            m.put("a", item); // entries of skip lists are snapshots
          }
        });
  }

  private static <M extends ConcurrentMap<String, Item>> List<Out<M>> byKey() {
    return List.of(
        m -> use(m.get("a").value),
        m -> use(m.getOrDefault("a", new Item(5)).value),
        m -> use(m.remove("a").value),
        m -> use(m.remove("a", new Item(1)) ? 1 : 0),
        m -> use(m.put("a", new Item(2)).value),
        m -> use(m.putIfAbsent("a", new Item(2)).value),
        m -> use(m.replace("a", new Item(2)).value),
        m -> use(m.replace("a", new Item(1), new Item(2)) ? 1 : 0),
        m -> use(m.computeIfAbsent("a", key -> new Item(2)).value),
        m -> m.computeIfPresent("a", (key, item) -> new Item(item.value + 1)),
        m -> m.compute("a", (key, item) -> new Item(item.value + 1)),
        m -> m.merge("a", new Item(2), (item, more) -> new Item(item.value + more.value)));
  }

  private static <M extends ConcurrentMap<String, Item>> List<Out<M>> all() {
    return List.of(
        m -> m.forEach((key, item) -> use(item.value)),
        m -> m.replaceAll((key, item) -> new Item(item.value + 1)),
        m -> use(m.containsValue(new Item(1)) ? 1 : 0),
        m -> use(m.toString().length()),
        m -> use(m.hashCode()),
        m -> use(m.equals(Map.of("a", new Item(1))) ? 1 : 0),
        m -> use(m.values().iterator().next().value),
        m -> m.values().forEach(item -> use(item.value)),
        m -> m.values().spliterator().tryAdvance(item -> use(item.value)),
        m -> m.values().stream().forEach(item -> use(item.value)),
        m -> m.values().parallelStream().forEach(item -> use(item.value)),
        m -> m.values().removeIf(item -> item.value == 1),
        m -> use(m.values().contains(new Item(1)) ? 1 : 0),
        m -> use(m.values().remove(new Item(1)) ? 1 : 0),
        m -> use(m.values().toString().length()),
        m -> use(((Item) m.values().toArray()[0]).value),
        m -> use(m.values().toArray(new Item[0])[0].value),
        m -> use(m.entrySet().iterator().next().getValue().value),
        m -> m.entrySet().forEach(entry -> use(entry.getValue().value)),
        m -> m.entrySet().stream().forEach(entry -> use(entry.getValue().value)),
        m -> m.entrySet().removeIf(entry -> entry.getValue().value == 1),
        m -> use(m.entrySet().contains(Map.entry("a", new Item(1))) ? 1 : 0),
        m -> use(m.entrySet().remove(Map.entry("a", new Item(1))) ? 1 : 0),
        m -> use(m.entrySet().toString().length()),
        m -> use(m.entrySet().hashCode()),
        m -> use(((Map.Entry<?, ?>) m.entrySet().toArray()[0]).getValue().hashCode()));
  }

  static void no_race_hash_map_by_key() {
    Ways.each(ConcurrentHashMap<String, Item>::new, ins(), byKey());
  }

  static void no_race_hash_map_as_a_whole() {
    Ways.each(ConcurrentHashMap<String, Item>::new, ins(), all());
  }

  static void no_race_skip_list_map_by_key() {
    Ways.each(ConcurrentSkipListMap<String, Item>::new, ins(), byKey());
  }

  static void no_race_skip_list_map_as_a_whole() {
    Ways.each(ConcurrentSkipListMap<String, Item>::new, ins(), all());
  }

  static void no_race_bulk_operations() {
    List<Out<ConcurrentHashMap<String, Item>>> outs = List.of(
        m -> m.forEach(1, (key, item) -> use(item.value)),
        m -> m.forEach(1, (key, item) -> item.value, value -> use(value)),
        m -> m.forEachValue(1, item -> use(item.value)),
        m -> m.forEachValue(1, item -> item.value, value -> use(value)),
        m -> m.forEachEntry(1, entry -> use(entry.getValue().value)),
        m -> m.forEachEntry(1, entry -> entry.getValue().value, value -> use(value)),
        m -> use(m.<Integer>search(1, (key, item) -> item.value)),
        m -> use(m.<Integer>searchValues(1, item -> item.value)),
        m -> use(m.<Integer>searchEntries(1, entry -> entry.getValue().value)),
        m -> use(m.<Integer>reduce(1, (key, item) -> item.value, Integer::sum)),
        m -> use(m.reduceToInt(1, (key, item) -> item.value, 0, Integer::sum)),
        m -> use((int) m.reduceToLong(1, (key, item) -> item.value, 0, Long::sum)),
        m -> use((int) m.reduceToDouble(1, (key, item) -> item.value, 0, Double::sum)),
        m -> use(m.reduceValues(1, (a, b) -> a).value),
        m -> use(m.<Integer>reduceValues(1, item -> item.value, Integer::sum)),
        m -> use(m.reduceValuesToInt(1, item -> item.value, 0, Integer::sum)),
        m -> use((int) m.reduceValuesToLong(1, item -> item.value, 0, Long::sum)),
        m -> use((int) m.reduceValuesToDouble(1, item -> item.value, 0, Double::sum)),
        m -> use(m.reduceEntries(1, (a, b) -> a).getValue().value),
        m -> use(m.<Integer>reduceEntries(1, entry -> entry.getValue().value, Integer::sum)),
        m -> use(m.reduceEntriesToInt(1, entry -> entry.getValue().value, 0, Integer::sum)),
        m -> use((int) m.reduceEntriesToLong(1, entry -> entry.getValue().value, 0, Long::sum)),
        m -> use((int) m.reduceEntriesToDouble(1, entry -> entry.getValue().value, 0, Double::sum)),
        m -> use(m.elements().nextElement().value),
        m -> use(m.contains(new Item(1)) ? 1 : 0));
    Ways.each(
        ConcurrentHashMap<String, Item>::new,
        List.of((m, item) -> {
          m.put("a", item);
          m.put("b", item);
        }),
        outs);
  }

  /** A mapping that is placed while a bulk operation or a stream is under way. */
  static void no_race_placed_during_a_traversal() {
    ConcurrentHashMap<Integer, Item> map = new ConcurrentHashMap<>(64);
    ConcurrentSkipListMap<Integer, Item> list = new ConcurrentSkipListMap<>();
    for (Map<Integer, Item> each : List.of(map, list)) {
      List<Out<Map<Integer, Item>>> outs =
          new ArrayList<>(List.of(m -> walk(m.values().spliterator()), m -> m.values().stream()
              .forEach(MapWaysCases::pauseAndUse)));
      if (each == map) {
        outs.add(m -> map.forEachValue(Long.MAX_VALUE, MapWaysCases::pauseAndUse));
        outs.add(m -> map.forEachValue(1, MapWaysCases::pauseAndUse));
        outs.add(m -> map.reduceValuesToInt(1, MapWaysCases::pauseAndUse, 0, Integer::sum));
      }
      for (Out<Map<Integer, Item>> out : outs) {
        each.clear();
        each.put(0, new Item(0));
        pause = new Order();
        Threads.together(
            () -> {
              pause.await(0);
              for (int i = 1; i < 50; i++) {
                each.put(i, new Item(i));
              }
              pause.signal(1);
            },
            () -> out.take(each));
      }
    }
  }

  private static Order pause;

  private static void walk(Spliterator<Item> items) {
    items.tryAdvance(MapWaysCases::pauseAndUse);
    Spliterator<Item> half = items.trySplit();
    if (half != null) {
      half.forEachRemaining(MapWaysCases::pauseAndUse);
    }
    items.forEachRemaining(MapWaysCases::pauseAndUse);
  }

  /** The first element lets the other thread place more. */
  private static int pauseAndUse(Item item) {
    use(item.value);
    if (item.value == 0) {
      pause.meet(0, 1);
    }
    return item.value;
  }

  private static <M extends ConcurrentMap<Item, String>> List<In<M>> keyIns() {
    return List.of(
        (m, item) -> m.put(item, "x"),
        (m, item) -> m.putIfAbsent(item, "x"),
        (m, item) -> m.computeIfAbsent(item, key -> "x"),
        (m, item) -> m.compute(item, (key, old) -> "x"),
        (m, item) -> m.merge(item, "x", (old, more) -> more),
        (m, item) -> m.putAll(Map.of(item, "x")));
  }

  private static <M extends ConcurrentMap<Item, String>> List<Out<M>> keyOuts() {
    return List.of(
        m -> use(m.get(new Item(1)).length()),
        m -> use(m.containsKey(new Item(1)) ? 1 : 0),
        m -> use(m.put(new Item(1), "y").length()),
        m -> use(m.remove(new Item(1)).length()),
        m -> use(m.compute(new Item(1), (key, value) -> "y").length()),
        m -> m.forEach((key, value) -> use(key.value)),
        m -> m.replaceAll((key, value) -> "y" + key.value),
        m -> use(m.keySet().iterator().next().value),
        m -> m.keySet().forEach(key -> use(key.value)),
        m -> m.keySet().stream().forEach(key -> use(key.value)),
        m -> m.keySet().removeIf(key -> key.value == 1),
        m -> use(m.keySet().contains(new Item(1)) ? 1 : 0),
        m -> use(m.keySet().remove(new Item(1)) ? 1 : 0),
        m -> use(m.keySet().hashCode()),
        m -> use(m.keySet().toString().length()),
        m -> use(m.keySet().toArray(new Item[0])[0].value),
        m -> use(m.entrySet().iterator().next().getKey().value),
        m -> use(m.hashCode()),
        m -> use(m.toString().length()));
  }

  static void no_race_hash_map_keys() {
    Ways.each(ConcurrentHashMap<Item, String>::new, keyIns(), keyOuts());
    List<Out<ConcurrentHashMap<Item, String>>> outs = List.of(
        m -> m.forEachKey(1, key -> use(key.value)),
        m -> m.forEachKey(1, key -> key.value, value -> use(value)),
        m -> use(m.<Integer>searchKeys(1, key -> key.value)),
        m -> use(m.reduceKeys(1, (a, b) -> a).value),
        m -> use(m.<Integer>reduceKeys(1, key -> key.value, Integer::sum)),
        m -> use(m.reduceKeysToInt(1, key -> key.value, 0, Integer::sum)),
        m -> use((int) m.reduceKeysToLong(1, key -> key.value, 0, Long::sum)),
        m -> use((int) m.reduceKeysToDouble(1, key -> key.value, 0, Double::sum)),
        m -> use(m.keys().nextElement().value));
    Ways.each(ConcurrentHashMap<Item, String>::new, keyIns(), outs);
  }

  static void no_race_skip_list_map_keys() {
    Ways.each(ConcurrentSkipListMap<Item, String>::new, keyIns(), keyOuts());
  }

  private static List<Out<ConcurrentSkipListMap<String, Item>>> navigation() {
    return List.of(
        m -> use(m.firstEntry().getValue().value),
        m -> use(m.lastEntry().getValue().value),
        m -> use(m.ceilingEntry("a").getValue().value),
        m -> use(m.floorEntry("a").getValue().value),
        m -> use(m.higherEntry("A").getValue().value),
        m -> use(m.lowerEntry("b").getValue().value),
        m -> use(m.pollFirstEntry().getValue().value),
        m -> use(m.pollLastEntry().getValue().value),
        m -> use(m.clone().get("a").value),
        m -> use(m.descendingMap().firstEntry().getValue().value),
        m -> use(m.descendingMap().values().iterator().next().value),
        m -> use(m.headMap("b").get("a").value),
        m -> use(m.tailMap("a").values().iterator().next().value),
        m -> use(m.subMap("A", "b").remove("a").value),
        m -> m.subMap("A", "b").values().stream().forEach(item -> use(item.value)),
        m -> m.subMap("A", "b").entrySet().forEach(entry -> use(entry.getValue().value)),
        m -> use(m.subMap("A", "b").containsValue(new Item(1)) ? 1 : 0),
        m -> use(m.subMap("A", "b").toString().length()),
        m -> use(m.subMap("A", "b").hashCode()),
        m -> use(m.subMap("A", "b").pollFirstEntry().getValue().value));
  }

  static void no_race_navigation() {
    List<In<ConcurrentSkipListMap<String, Item>>> ins = new ArrayList<>(ins());
    ins.add((m, item) -> m.subMap("A", "b").put("a", item));
    ins.add((m, item) -> m.descendingMap().put("a", item));
    Ways.each(ConcurrentSkipListMap<String, Item>::new, ins, navigation());
  }

  static void no_race_sets() {
    Supplier<java.util.Set<Item>> hashed = ConcurrentHashMap::newKeySet;
    List<In<java.util.Set<Item>>> adding =
        List.of((s, item) -> s.add(item), (s, item) -> s.addAll(List.of(item)));
    List<Out<java.util.Set<Item>>> outs = new ArrayList<>(Ways.<java.util.Set<Item>>ofCollection());
    outs.addAll(Ways.<java.util.Set<Item>>removing());
    outs.add(s -> use(s.hashCode()));
    outs.add(s -> use(s.equals(java.util.Set.of(new Item(1))) ? 1 : 0));
    Ways.each(hashed, adding, outs);
    Supplier<java.util.Set<Item>> sorted = ConcurrentSkipListSet::new;
    Ways.each(sorted, adding, outs);
    Ways.each(
        ConcurrentSkipListSet<Item>::new,
        List.of((s, item) -> s.add(item)),
        List.of(
            s -> use(s.first().value),
            s -> use(s.last().value),
            s -> use(s.ceiling(new Item(1)).value),
            s -> use(s.floor(new Item(1)).value),
            s -> use(s.higher(new Item(0)).value),
            s -> use(s.lower(new Item(2)).value),
            s -> use(s.pollFirst().value),
            s -> use(s.pollLast().value),
            s -> use(s.clone().first().value),
            s -> use(s.descendingSet().first().value),
            s -> use(s.descendingIterator().next().value),
            s -> use(s.headSet(new Item(2)).first().value),
            s -> use(s.tailSet(new Item(1)).iterator().next().value),
            s -> use(s.subSet(new Item(0), new Item(2)).last().value)));
  }

  @Race(variable = "Item.value", current = Type.READ)
  static void race_hash_map_value_changed_later() {
    ConcurrentMap<String, Item> map = new ConcurrentHashMap<>();
    inOrder(
        () -> {
          Item item = new Item(1);
          map.merge("a", item, (old, more) -> more);
          item.value = 2; // previous
        },
        () -> map.forEach((key, item) -> use(item.value))); // current
  }

  @Race(variable = "Item.value", current = Type.READ)
  static void race_bulk_value_changed_later() {
    ConcurrentHashMap<String, Item> map = new ConcurrentHashMap<>();
    inOrder(
        () -> {
          Item item = new Item(1);
          map.put("a", item);
          item.value = 2; // previous
        },
        () -> use(
            map.reduceValuesToInt(Long.MAX_VALUE, item -> item.value, 0, Integer::sum))); // current
  }

  @Race(variable = "Item.value", current = Type.READ)
  static void race_skip_list_entry_changed_later() {
    ConcurrentSkipListMap<String, Item> map = new ConcurrentSkipListMap<>();
    inOrder(
        () -> {
          Item item = new Item(1);
          map.put("a", item);
          item.value = 2; // previous
        },
        () -> use(map.firstEntry().getValue().value)); // current
  }

  @Race(variable = "Item.value", current = Type.READ)
  static void race_set_element_changed_later() {
    ConcurrentSkipListSet<Item> set = new ConcurrentSkipListSet<>();
    inOrder(
        () -> {
          Item item = new Item(1);
          set.add(item);
          item.value = 2; // previous
        },
        () -> use(set.first().value)); // current
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_contains_key_of_another_mapping() {
    ConcurrentMap<String, String> map = new ConcurrentHashMap<>(Map.of("b", "x"));
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          map.put("a", "x");
        },
        () -> {
          use(map.containsKey("b") ? 1 : 0);
          use(cell.value); // current
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_mapping_count() {
    ConcurrentHashMap<String, String> map = new ConcurrentHashMap<>();
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          map.put("a", "x");
        },
        () -> {
          use((int) map.mappingCount());
          use(cell.value); // current
        });
  }
}
