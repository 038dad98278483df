package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Maps and sets without synchronization (HashMap: if several threads access it concurrently, and at least one modifies
 * it, it must be synchronized externally). The state of the collection is the variable.
 */
final class HashMapCases {
  private HashMapCases() {}

  private static Map<String, Integer> filled() {
    Map<String, Integer> map = new HashMap<>();
    map.put("a", 1);
    map.put("b", 2);
    return map;
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_put_get() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> map.put("c", 3), // previous
        () -> use(map.get("a"))); // current
  }

  static void no_race_get_get() {
    Map<String, Integer> map = filled();
    inOrder(() -> use(map.get("a")), () -> use(map.get("b")));
  }

  /** Different keys still share the table. */
  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT)
  static void race_puts_of_different_keys() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> map.put("c", 3), // previous
        () -> map.put("d", 4)); // current
  }

  static void no_race_two_maps() {
    Map<String, Integer> one = filled();
    Map<String, Integer> two = filled();
    inOrder(() -> one.put("c", 3), () -> two.put("c", 3));
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, previous = Type.READ)
  static void race_contains_key_remove() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> use(map.containsKey("x")), // previous
        () -> map.remove("a")); // current
  }

  static void no_race_under_a_lock() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> {
          synchronized (map) {
            map.put("c", 3);
          }
        },
        () -> {
          synchronized (map) {
            use(map.get("c"));
          }
        });
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, previous = Type.READ)
  static void race_size_clear() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> use(map.size()), // previous
        () -> map.clear()); // current
  }

  static void no_race_read_methods() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> use(map.size() + map.getOrDefault("z", 0)),
        () -> use(map.containsValue(2) || map.isEmpty()),
        () -> use(map.toString() + map.hashCode()));
  }

  /** Removing what is not there changes nothing. */
  static void no_race_remove_absent() {
    Map<String, Integer> map = filled();
    inOrder(() -> map.remove("x"), () -> use(map.get("a")));
  }

  /**
   * Changing the value of a key that is there is no structural modification (HashMap): other keys are not concerned.
   */
  static void no_race_value_of_another_key_replaced() {
    Map<String, Integer> map = filled();
    inOrder(() -> map.put("a", 7), () -> use(map.get("b")));
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_value_of_the_same_key_replaced() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> map.put("a", 7), // previous
        () -> use(map.get("a"))); // current
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT)
  static void race_compute_if_absent() {
    Map<String, Integer> map = new HashMap<>();
    inOrder(
        () -> map.computeIfAbsent("a", String::length), // previous
        () -> map.merge("a", 1, Integer::sum)); // current
  }

  /** What is there already is only looked up. */
  static void no_race_compute_if_absent_of_a_present_key() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> map.computeIfAbsent("a", String::length),
        () -> use(map.getOrDefault("b", 0)),
        () -> map.computeIfPresent("x", (key, value) -> 1));
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, previous = Type.READ)
  static void race_compute_removes() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> use(map.get("b")), // previous
        () -> map.compute("a", (key, value) -> null)); // current
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_iteration() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> map.put("c", 3), // previous
        () -> {
          for (Map.Entry<String, Integer> entry : map.entrySet()) { // current
            use(entry.getKey());
          }
        });
  }

  static void no_race_two_iterations() {
    Map<String, Integer> map = filled();
    inOrder(() -> walk(map), () -> walk(map), () -> map.forEach((key, value) -> use(key)));
  }

  private static void walk(Map<String, Integer> map) {
    for (Map.Entry<String, Integer> entry : map.entrySet()) {
      use(entry.getKey() + entry.getValue());
    }
    for (String key : map.keySet()) {
      use(key);
    }
    for (Integer value : map.values()) {
      use(value);
    }
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_for_each_with_lambda() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> map.put("c", 3), // previous
        () -> map.forEach((key, value) -> use(key))); // current
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT)
  static void race_through_method_references() {
    Map<String, Integer> map = filled();
    BiConsumer<String, Integer> put = map::put;
    Function<String, Integer> remove = map::remove;
    inOrder(
        () -> put.accept("c", 3), // previous
        () -> use(remove.apply("a"))); // current
  }

  /** A view works on the map behind it. */
  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_through_key_set() {
    Map<String, Integer> map = filled();
    Set<String> keys = map.keySet();
    inOrder(
        () -> keys.remove("a"), // previous
        () -> use(map.get("b"))); // current
  }

  static void no_race_views_read_only() {
    Map<String, Integer> map = filled();
    Set<String> keys = map.keySet();
    Collection<Integer> values = map.values();
    inOrder(() -> use(keys.contains("a")), () -> use(values.size()), () -> use(map.get("a")));
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_removed_through_iterator() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> {
          Iterator<String> keys = map.keySet().iterator();
          keys.next();
          keys.remove(); // previous
        },
        () -> use(map.get("b"))); // current
  }

  /** Published safely after it was filled, and only read from then on. */
  static void no_race_filled_then_published() {
    VolatileHolder holder = new VolatileHolder();
    inOrder(
        () -> holder.map = filled(),
        () -> use(holder.map.get("a")),
        () -> use(holder.map.get("b")));
  }

  private static final class VolatileHolder {
    volatile Map<String, Integer> map;
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_filled_after_publication() {
    VolatileHolder holder = new VolatileHolder();
    inOrder(
        () -> {
          Map<String, Integer> map = filled();
          holder.map = map;
          map.put("c", 3); // previous
        },
        () -> use(holder.map.get("c"))); // current
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_copy_constructor() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> map.put("c", 3), // previous
        () -> use(new HashMap<>(map))); // current
  }

  static void no_race_copies() {
    Map<String, Integer> map = filled();
    inOrder(() -> new HashMap<>(map).put("c", 3), () -> new TreeMap<>(map).put("c", 3));
  }

  /** A hash set is the map behind it; the report names what the user has. */
  @Race(variable = "java.util.HashSet", kind = Kind.OBJECT, current = Type.READ)
  static void race_hash_set() {
    Set<String> set = new HashSet<>();
    inOrder(
        () -> set.add("a"), // previous
        () -> use(set.contains("a"))); // current
  }

  static void no_race_hash_set() {
    Set<String> set = new HashSet<>(Set.of("a", "b"));
    inOrder(() -> use(set.contains("a")), () -> set.forEach(x -> use(x)));
  }

  @Race(variable = "java.util.LinkedHashMap", kind = Kind.OBJECT)
  static void race_linked_hash_map() {
    Map<String, Integer> map = new LinkedHashMap<>();
    inOrder(
        () -> map.put("a", 1), // previous
        () -> map.putIfAbsent("b", 2)); // current
  }

  static void no_race_linked_hash_map_gets() {
    Map<String, Integer> map = new LinkedHashMap<>(filled());
    inOrder(() -> use(map.get("a")), () -> use(map.get("b")));
  }

  /** In access order even {@code get} is a structural modification (LinkedHashMap). */
  @Race(variable = "java.util.LinkedHashMap", kind = Kind.OBJECT)
  static void race_linked_hash_map_in_access_order() {
    Map<String, Integer> map = new LinkedHashMap<>(16, 0.75f, true);
    map.put("a", 1);
    map.put("b", 2);
    inOrder(
        () -> use(map.get("a")), // previous
        () -> use(map.get("b"))); // current
  }

  @Race(variable = "java.util.LinkedHashSet", kind = Kind.OBJECT, current = Type.READ)
  static void race_linked_hash_set() {
    Set<String> set = new LinkedHashSet<>();
    inOrder(
        () -> set.add("a"), // previous
        () -> use(set.size())); // current
  }

  @Race(variable = "java.util.TreeMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_tree_map() {
    SortedMap<String, Integer> map = new TreeMap<>();
    inOrder(
        () -> map.put("a", 1), // previous
        () -> use(map.isEmpty() ? "" : map.firstKey())); // current
  }

  static void no_race_tree_map() {
    SortedMap<String, Integer> map = new TreeMap<>(filled());
    inOrder(() -> use(map.firstKey()), () -> use(map.headMap("b").size()), () -> use(map.get("b")));
  }

  @Race(variable = "java.util.TreeSet", kind = Kind.OBJECT, previous = Type.READ)
  static void race_tree_set() {
    TreeSet<String> set = new TreeSet<>(Set.of("m"));
    inOrder(
        () -> use(set.ceiling("a")), // previous
        () -> set.pollFirst()); // current
  }

  @Race(variable = "java.util.EnumMap", kind = Kind.OBJECT)
  static void race_enum_map() {
    Map<TimeUnit, Integer> map = new EnumMap<>(TimeUnit.class);
    inOrder(
        () -> map.put(TimeUnit.DAYS, 1), // previous
        () -> map.put(TimeUnit.HOURS, 2)); // current
  }

  /** A subclass that synchronizes its methods itself is safe where it does. */
  static void no_race_synchronized_subclass() {
    Map<String, Integer> map = new SafeMap();
    inOrder(() -> map.put("a", 1), () -> use(map.get("a")));
  }

  private static final class SafeMap extends HashMap<String, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Integer put(String key, Integer value) {
      return super.put(key, value);
    }

    @Override
    public synchronized Integer get(Object key) {
      return super.get(key);
    }
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_value_in_a_map_that_is_only_read() {
    Map<String, Cell> map = new HashMap<>();
    map.put("a", new Cell());
    inOrder(
        () -> map.get("a").value++, // previous
        () -> map.get("a").value++); // current
  }

  static void no_race_immutable_map() {
    Map<String, Integer> map = Map.of("a", 1, "b", 2);
    inOrder(() -> use(map.get("a")), () -> walk(map));
  }
}
