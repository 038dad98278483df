package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Concurrent maps, sets and lists (an update for a key happens-before any retrieval for that key that reports the
 * updated value; placing an object happens-before the access or removal of that element).
 */
final class ConcurrentMapCases {
  private ConcurrentMapCases() {}

  static void no_race_put_get() {
    ConcurrentMap<String, Cell> map = new ConcurrentHashMap<>();
    inOrder(() -> map.put("k", new Cell(1)), () -> use(map.get("k").value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_value_changed_after_put() {
    ConcurrentMap<String, Cell> map = new ConcurrentHashMap<>();
    inOrder(
        () -> {
          Cell cell = new Cell(1);
          use(map.put("k", cell));
          cell.value = 2; // previous
        },
        () -> use(map.get("k").value)); // current
  }

  /** The map is thread-safe, the values in it are not. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_values_changed_by_two() {
    ConcurrentMap<String, Cell> map = new ConcurrentHashMap<>(Map.of("k", new Cell()));
    inOrder(
        () -> map.get("k").value++, // previous
        () -> map.get("k").value++); // current
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_retrieval_of_another_key() {
    Cell cell = new Cell();
    ConcurrentMap<String, String> map = new ConcurrentHashMap<>(Map.of("other", "x"));
    inOrder(
        () -> {
          cell.value = 1; // previous
          use(map.put("k", "v"));
        },
        () -> {
          use(map.get("other"));
          use(cell.value); // current
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_retrieval_found_nothing() {
    Cell cell = new Cell();
    ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
    inOrder(
        () -> {
          cell.value = 1; // previous
          use(map.put("k", "v"));
        },
        () -> {
          use(map.get("absent"));
          use(cell.value); // current
        });
  }

  /** Aggregate status methods reflect transient states and publish nothing. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_size() {
    Cell cell = new Cell();
    ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
    inOrder(
        () -> {
          cell.value = 1; // previous
          use(map.put("k", "v"));
        },
        () -> {
          use(map.size());
          use(cell.value); // current
        });
  }

  static void no_race_put_if_absent() {
    ConcurrentMap<String, Cell> map = new ConcurrentHashMap<>();
    inOrder(
        () -> use(map.putIfAbsent("k", new Cell(1))),
        () -> use(map.putIfAbsent("k", new Cell(2)).value));
  }

  static void no_race_compute_if_absent() {
    ConcurrentMap<String, Cell> map = new ConcurrentHashMap<>();
    inOrder(
        () -> use(map.computeIfAbsent("k", k -> new Cell(1)).value),
        () -> use(map.computeIfAbsent("k", k -> new Cell(2)).value));
  }

  /** {@code compute} is atomic for its key: the functions of one key are ordered. */
  static void no_race_compute() {
    ConcurrentMap<String, Cell> map = new ConcurrentHashMap<>(Map.of("k", new Cell()));
    together(() -> countIn(map), () -> countIn(map));
    use(map.get("k").value);
  }

  private static void countIn(ConcurrentMap<String, Cell> map) {
    for (int i = 0; i < 50; i++) {
      map.compute("k", (key, cell) -> {
        cell.value++;
        return cell;
      });
    }
  }

  /** The functions of different keys are not. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_compute_of_two_keys() {
    Cell cell = new Cell();
    ConcurrentMap<Integer, String> map = new ConcurrentHashMap<>();
    inOrder(
        () -> map.compute(1, (key, value) -> "v" + cell.value++), // previous
        () -> map.compute(2, (key, value) -> "v" + cell.value++)); // current
  }

  static void no_race_merge() {
    ConcurrentMap<String, Cell> map = new ConcurrentHashMap<>();
    inOrder(
        () -> map.merge("k", new Cell(1), ConcurrentMapCases::sum),
        () -> map.merge("k", new Cell(2), ConcurrentMapCases::sum),
        () -> use(map.get("k").value));
  }

  private static Cell sum(Cell left, Cell right) {
    return new Cell(left.value + right.value);
  }

  static void no_race_remove() {
    ConcurrentMap<String, Cell> map = new ConcurrentHashMap<>();
    inOrder(() -> map.put("k", new Cell(1)), () -> use(map.remove("k").value++));
  }

  static void no_race_replace() {
    ConcurrentMap<String, Cell> map = new ConcurrentHashMap<>(Map.of("k", new Cell()));
    inOrder(
        () -> use(map.replace("k", new Cell(1))),
        () -> use(map.replace("k", new Cell(2)).value),
        () -> use(map.get("k").value));
  }

  static void no_race_iteration() {
    ConcurrentMap<String, Cell> map = new ConcurrentHashMap<>();
    inOrder(() -> map.put("k", new Cell(1)), () -> {
      for (Map.Entry<String, Cell> entry : map.entrySet()) {
        use(entry.getValue().value);
      }
      for (Cell cell : map.values()) {
        use(cell.value);
      }
    });
  }

  static void no_race_for_each() {
    ConcurrentMap<String, Cell> map = new ConcurrentHashMap<>();
    inOrder(() -> map.put("k", new Cell(1)), () -> map.forEach((key, cell) -> use(cell.value)));
  }

  static void no_race_stream_of_values() {
    ConcurrentMap<String, Cell> map = new ConcurrentHashMap<>();
    inOrder(
        () -> map.put("k", new Cell(1)),
        () -> use(map.values().stream().mapToInt(cell -> cell.value).sum()));
  }

  static void no_race_skip_list_map() {
    ConcurrentMap<String, Cell> map = new ConcurrentSkipListMap<>();
    inOrder(() -> map.put("k", new Cell(1)), () -> use(map.get("k").value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_skip_list_value_changed_after_put() {
    ConcurrentMap<String, Cell> map = new ConcurrentSkipListMap<>();
    inOrder(
        () -> {
          Cell cell = new Cell(1);
          use(map.put("k", cell));
          cell.value = 2; // previous
        },
        () -> use(map.get("k").value)); // current
  }

  static void no_race_skip_list_first_and_ceiling() {
    ConcurrentSkipListMap<Integer, Cell> map = new ConcurrentSkipListMap<>();
    inOrder(
        () -> map.put(4, new Cell(1)),
        () -> use(map.firstEntry().getValue().value + map.ceilingEntry(2).getValue().value));
  }

  static void no_race_skip_list_set() {
    ConcurrentSkipListSet<Integer> set = new ConcurrentSkipListSet<>();
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1;
          use(set.add(4));
        },
        () -> {
          if (set.pollFirst() != null) {
            use(cell.value);
          }
        });
  }

  static void no_race_key_set() {
    Set<String> set = ConcurrentHashMap.newKeySet();
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1;
          use(set.add("k"));
        },
        () -> {
          if (set.remove("k")) {
            use(cell.value);
          }
        });
  }

  static void no_race_copy_on_write_list() {
    CopyOnWriteArrayList<Cell> list = new CopyOnWriteArrayList<>();
    inOrder(() -> use(list.add(new Cell(1))), () -> use(list.get(0).value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_copy_on_write_element_changed_after_add() {
    CopyOnWriteArrayList<Cell> list = new CopyOnWriteArrayList<>();
    inOrder(
        () -> {
          Cell cell = new Cell(1);
          use(list.add(cell));
          cell.value = 2; // previous
        },
        () -> use(list.get(0).value)); // current
  }

  static void no_race_copy_on_write_iteration() {
    CopyOnWriteArrayList<Cell> list = new CopyOnWriteArrayList<>();
    inOrder(
        () -> use(list.add(new Cell(1))),
        () -> {
          for (Cell cell : list) {
            use(cell.value);
          }
        },
        () -> list.forEach(cell -> use(cell.value)));
  }

  static void no_race_copy_on_write_set() {
    CopyOnWriteArraySet<Cell> set = new CopyOnWriteArraySet<>();
    inOrder(() -> use(set.add(new Cell(1))), () -> use(set.iterator().next().value));
  }

  /** A snapshot taken before the addition has nothing of it. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_copy_on_write_list_was_empty() {
    Cell cell = new Cell();
    CopyOnWriteArrayList<String> list = new CopyOnWriteArrayList<>();
    CopyOnWriteArrayList<String> other = new CopyOnWriteArrayList<>();
    inOrder(
        () -> {
          cell.value = 1; // previous
          use(list.add("x"));
        },
        () -> {
          other.forEach(x -> use(x));
          use(cell.value); // current
        });
  }
}
