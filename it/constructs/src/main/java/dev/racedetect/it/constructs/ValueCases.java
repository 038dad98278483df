package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Values of a map. Changing the value of a key that is there is no structural modification (HashMap), and so conflicts with
 * accesses to the same mapping only.
 */
final class ValueCases {
  private ValueCases() {}

  private static Map<String, Integer> filled() {
    Map<String, Integer> map = new HashMap<>();
    map.put("a", 1);
    map.put("b", 2);
    map.put("Aa", 3); // collides with the next
    map.put("BB", 4);
    return map;
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, previous = Type.READ)
  static void race_get_and_put() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> use(map.get("a")), // previous
        () -> map.put("a", 7)); // current
  }

  /** A lost update: both read, then both write. */
  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT)
  static void race_merges() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> map.merge("a", 1, Integer::sum), // previous
        () -> map.merge("a", 1, Integer::sum)); // current
  }

  static void no_race_merges_of_two_keys() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> map.merge("a", 1, Integer::sum),
        () -> map.merge("b", 1, Integer::sum),
        () -> use(map.size()));
  }

  static void no_race_keys_of_one_hash() {
    Map<String, Integer> map = filled();
    inOrder(() -> map.put("Aa", 7), () -> use(map.get("BB")), () -> map.put("a", 8));
  }

  @Race(variable = "java.util.LinkedHashMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_compute_and_get() {
    Map<Integer, Integer> map = new LinkedHashMap<>(Map.of(1000, 1));
    inOrder(
        () -> map.compute(1000, (key, value) -> value + 1), // previous
        () -> use(map.getOrDefault(1000, 0))); // current
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_replace_of_an_enum_key() {
    Map<TimeUnit, Integer> map = new HashMap<>(Map.of(TimeUnit.DAYS, 1));
    inOrder(
        () -> map.replace(TimeUnit.DAYS, 2), // previous
        () -> use(Collections.unmodifiableMap(map).get(TimeUnit.DAYS))); // current
  }

  static void no_race_values_that_are_only_read() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> use(map.get("a")),
        () -> use(map.computeIfAbsent("a", String::length)),
        () -> use(map.putIfAbsent("a", 5)),
        () -> use(map.replace("x", 5)),
        () -> use(map.computeIfPresent("x", (key, value) -> 5)));
  }

  static void no_race_under_a_lock() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> {
          synchronized (map) {
            map.put("a", 7);
          }
        },
        () -> {
          synchronized (map) {
            map.merge("a", 7, Integer::sum);
          }
        });
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_set_value_and_get_value() {
    Map<String, Integer> map = new HashMap<>(Map.of("a", 1));
    Map.Entry<String, Integer> entry = map.entrySet().iterator().next();
    inOrder(
        () -> entry.setValue(5), // previous
        () -> use(entry.getValue())); // current
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT)
  static void race_set_value_and_put() {
    Map<String, Integer> map = new HashMap<>(Map.of("a", 1));
    inOrder(
        () -> {
          for (Map.Entry<String, Integer> entry : map.entrySet()) {
            entry.setValue(5); // previous
          }
        },
        () -> map.put("a", 6)); // current
  }

  @Race(variable = "java.util.TreeMap", kind = Kind.OBJECT)
  static void race_set_values_of_a_tree() {
    Map<String, Integer> map = new TreeMap<>(Map.of("a", 1));
    Map.Entry<String, Integer> entry = map.entrySet().iterator().next();
    inOrder(
        () -> entry.setValue(5), // previous
        () -> entry.setValue(6)); // current
  }

  static void no_race_values_of_two_entries() {
    Map<String, Integer> map = filled();
    List<Map.Entry<String, Integer>> entries = new ArrayList<>(map.entrySet());
    inOrder(
        () -> entries.get(0).setValue(5),
        () -> entries.get(1).setValue(5),
        () -> use(entries.get(2).getValue() + entries.get(0).getKey()));
  }

  /** A removal makes room for another mapping of the same key. */
  static void no_race_mapping_made_anew() {
    Map<String, Integer> map = filled();
    inOrder(
        () -> {
          map.put("a", 5);
          synchronized (map) {
            map.remove("a");
            map.put("a", 6);
          }
        },
        () -> {
          synchronized (map) {
            use(map.get("a"));
          }
          map.put("a", 7);
        });
  }

  /** Whether two keys of the program's own class are equal is for the program to say. */
  static void no_race_keys_of_an_own_class() {
    Map<Key, Integer> map = new HashMap<>(Map.of(new Key(1), 1, new Key(2), 2));
    inOrder(() -> map.put(new Key(1), 5), () -> use(map.get(new Key(2))));
  }

  private record Key(int number) {}
}
