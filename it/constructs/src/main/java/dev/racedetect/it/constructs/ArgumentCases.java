package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Collections and builders that are passed to methods of the JDK, which read or change them. */
final class ArgumentCases {
  private ArgumentCases() {}

  private static List<String> filled() {
    return new ArrayList<>(List.of("a", "b", "c"));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_copy_constructor() {
    List<String> list = filled();
    inOrder(
        () -> list.add("x"), // previous
        () -> use(new ArrayList<>(list))); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_copied_into_a_set() {
    List<String> list = filled();
    inOrder(
        () -> list.add("x"), // previous
        () -> use(new HashSet<>(list))); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, index = 1, current = Type.READ)
  static void race_element_copied() {
    List<String> list = filled();
    inOrder(
        () -> list.set(1, "x"), // previous
        () -> use(List.copyOf(list))); // current
  }

  static void no_race_copies() {
    List<String> list = filled();
    inOrder(
        () -> new ArrayList<>(list).add("x"),
        () -> use(List.copyOf(list)),
        () -> use(new HashSet<>(list)),
        () -> use(String.join(",", list) + list + list.contains("a")));
  }

  @Race(variable = "java.util.TreeMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_put_all() {
    Map<String, Integer> map = new TreeMap<>();
    inOrder(
        () -> map.put("a", 1), // previous
        () -> new HashMap<String, Integer>().putAll(map)); // current
  }

  @Race(variable = "java.util.HashSet", kind = Kind.OBJECT, current = Type.READ)
  static void race_contains_all() {
    Set<String> set = new HashSet<>();
    inOrder(
        () -> set.add("a"), // previous
        () -> use(List.of("a", "b").containsAll(set))); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_join() {
    List<String> list = filled();
    inOrder(
        () -> list.add("x"), // previous
        () -> use(String.join(",", list))); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_value_of() {
    Object list = filled();
    inOrder(
        () -> ((ArrayList<?>) list).clear(), // previous
        () -> use(String.valueOf(list))); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_appended() {
    List<String> list = filled();
    inOrder(
        () -> list.add("x"), // previous
        () -> use(new StringBuilder().append("list ").append(list))); // current
  }

  @Race(variable = "java.lang.StringBuilder", kind = Kind.OBJECT, current = Type.READ)
  static void race_builder_concatenated() {
    StringBuilder text = new StringBuilder();
    inOrder(
        () -> text.append("x"), // previous
        () -> use("text " + text)); // current
  }

  @Race(variable = "java.lang.StringBuilder", kind = Kind.OBJECT, current = Type.READ)
  static void race_builder_appended() {
    StringBuilder text = new StringBuilder();
    inOrder(
        () -> text.append("x"), // previous
        () -> use(new StringBuilder().append(text))); // current
  }

  /** It calls the element's toString, not the list's. */
  static void no_race_joined_elements() {
    List<String> list = filled();
    StringBuilder text = new StringBuilder("y");
    inOrder(
        () -> list.add("x"),
        () -> use(text + String.join(",", List.of("a", text)) + Objects.toString(text)));
  }

  /** What keeps or wraps a collection does not look into it. */
  static void no_race_kept() {
    List<String> list = filled();
    Map<String, List<String>> map = new HashMap<>();
    inOrder(
        () -> list.add("x"),
        () -> use(Collections.unmodifiableList(list)),
        () -> use(Collections.synchronizedList(list)),
        () -> use(Optional.of(list)),
        () -> use(Objects.requireNonNull(list)),
        () -> map.put("a", list),
        () -> use(list.subList(0, 1) == null));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT)
  static void race_collections_add_all() {
    List<String> list = filled();
    inOrder(
        () -> list.add("x"), // previous
        () -> Collections.addAll(list, "y", "z")); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, index = 2, previous = Type.READ)
  static void race_shuffle() {
    List<String> list = filled();
    inOrder(
        () -> use(list.get(2)), // previous
        () -> Collections.shuffle(list)); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, index = 0, current = Type.READ)
  static void race_reverse() {
    List<String> list = filled();
    inOrder(
        () -> Collections.reverse(list), // previous
        () -> use(list.get(0))); // current
  }

  /** The middle stays where it is. */
  static void no_race_middle_of_a_reversed_list() {
    List<String> list = filled();
    inOrder(() -> Collections.reverse(list), () -> use(list.get(1)));
  }

  static void no_race_searched() {
    List<String> list = filled();
    inOrder(
        () -> use(Collections.max(list)),
        () -> use(Collections.frequency(list, "a")),
        () -> use(Collections.binarySearch(list, "b")));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_mapped_stream() {
    List<String> list = filled();
    Stream<Integer> lengths = list.stream().map(String::length).sorted();
    inOrder(
        () -> list.add("x"), // previous
        () -> use(lengths.toList())); // current
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, previous = Type.READ)
  static void race_parallel_stream_of_a_view() {
    Map<String, Integer> map = new HashMap<>(Map.of("a", 1));
    inOrder(
        () -> use(map.keySet().parallelStream().count()), // previous
        () -> map.put("b", 2)); // current
  }

  /** A stream reads its source at the end, not when it is made. */
  static void no_race_stream_made_but_not_ended() {
    List<String> list = filled();
    inOrder(() -> list.add("x"), () -> use(list.stream().map(String::length).filter(n -> n > 0)));
  }

  static void no_race_streams() {
    List<String> list = filled();
    inOrder(
        () -> use(list.stream().map(String::length).toList()),
        () -> use(list.parallelStream().mapToInt(String::length).sum()),
        () -> list.stream().forEach(each -> use(each)));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_spliterator() {
    List<String> list = filled();
    Spliterator<String> parts = list.spliterator();
    inOrder(
        () -> list.add("x"), // previous
        () -> parts.forEachRemaining(each -> use(each))); // current
  }

  static void no_race_spliterators() {
    List<String> list = filled();
    inOrder(
        () -> list.spliterator().forEachRemaining(each -> use(each)),
        () -> use(list.spliterator().tryAdvance(each -> use(each))));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_constructor_reference() {
    List<String> list = filled();
    Function<List<String>, List<String>> copy = ArrayList::new;
    inOrder(
        () -> list.add("x"), // previous
        () -> use(copy.apply(list))); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT)
  static void race_static_method_reference() {
    List<String> list = filled();
    Consumer<List<String>> sort = Collections::sort;
    inOrder(
        () -> list.add("x"), // previous
        () -> sort.accept(list)); // current
  }

  static void no_race_references_to_copies() {
    List<String> list = filled();
    Function<List<String>, List<String>> copy = ArrayList::new;
    Function<Object, String> text = String::valueOf;
    inOrder(
        () -> copy.apply(list).add("x"), () -> use(copy.apply(list)), () -> use(text.apply(list)));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_through_iterable() {
    List<String> list = filled();
    Iterable<String> each = list;
    inOrder(
        () -> list.add("x"), // previous
        () -> {
          for (String one : each) { // current
            use(one);
          }
        });
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_through_an_unmodifiable_view() {
    List<String> list = filled();
    List<String> view = Collections.unmodifiableList(list);
    inOrder(
        () -> list.add("x"), // previous
        () -> use(view.get(0))); // current
  }

  static void no_race_through_unmodifiable_views() {
    List<String> list = filled();
    List<String> view = Collections.unmodifiableList(list);
    Map<String, Integer> map = Collections.unmodifiableMap(new HashMap<>(Map.of("a", 1)));
    inOrder(
        () -> use(view.get(0) + map.get("a")),
        () -> use(view.size() + map.size()),
        () -> view.forEach(each -> use(each)));
  }
}
