package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.text.SimpleDateFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Lists, deques, builders and the like without synchronization: the state of the object is the variable. */
final class ListCases {
  private ListCases() {}

  private static List<String> filled() {
    return new ArrayList<>(List.of("a", "b", "c"));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT)
  static void race_adds() {
    List<String> list = new ArrayList<>();
    inOrder(
        () -> list.add("a"), // previous
        () -> list.add("b")); // current
  }

  static void no_race_gets() {
    List<String> list = filled();
    inOrder(() -> use(list.get(0)), () -> use(list.get(0) + list.size()));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, index = 1, current = Type.READ)
  static void race_set_and_get() {
    List<String> list = filled();
    inOrder(
        () -> list.set(1, "x"), // previous
        () -> use(list.get(1))); // current
  }

  static void no_race_two_lists() {
    List<String> one = filled();
    List<String> two = filled();
    inOrder(() -> one.add("x"), () -> two.add("y"));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, previous = Type.READ)
  static void race_iteration_and_remove() {
    List<String> list = filled();
    inOrder(
        () -> {
          for (String each : list) { // previous
            use(each);
          }
        },
        () -> list.remove("a")); // current
  }

  static void no_race_iterations() {
    List<String> list = filled();
    inOrder(
        () -> {
          for (String each : list) {
            use(each);
          }
        },
        () -> list.forEach(each -> use(each)),
        () -> use(list.stream().map(String::length).toList()));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_stream() {
    List<String> list = filled();
    inOrder(
        () -> list.add("x"), // previous
        () -> use(list.stream().count())); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT)
  static void race_through_method_references() {
    List<String> list = filled();
    Predicate<String> add = list::add;
    Consumer<String> remove = list::remove;
    inOrder(
        () -> use(add.test("x")), // previous
        () -> remove.accept("a")); // current
  }

  /** The elements are moved by a JDK method that calls the method reference. */
  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT)
  static void race_for_each_into_a_list() {
    List<String> target = new ArrayList<>();
    List<String> source = List.of("x", "y");
    inOrder(
        () -> source.forEach(target::add), // previous
        () -> target.add("z")); // current
  }

  static void no_race_for_each_into_own_list() {
    List<String> source = List.of("x", "y");
    inOrder(
        () -> source.forEach(new ArrayList<String>()::add),
        () -> source.forEach(new ArrayList<String>()::add));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT)
  static void race_through_collection_interface() {
    Collection<String> list = filled();
    inOrder(
        () -> list.removeIf("a"::equals), // previous
        () -> list.addAll(List.of("x"))); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, previous = Type.READ)
  static void race_through_list_iterator() {
    List<String> list = filled();
    inOrder(
        () -> use(list.get(0)), // previous
        () -> {
          ListIterator<String> each = list.listIterator();
          each.next();
          each.remove(); // current
        });
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, previous = Type.READ)
  static void race_sort() {
    List<String> list = filled();
    inOrder(
        () -> use(list.indexOf("b")), // previous
        () -> list.sort(null)); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, previous = Type.READ)
  static void race_collections_sort() {
    List<String> list = filled();
    inOrder(
        () -> use(list.indexOf("b")), // previous
        () -> Collections.sort(list)); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_sub_list() {
    List<String> list = filled();
    List<String> part = list.subList(0, 2);
    inOrder(
        () -> part.clear(), // previous
        () -> use(list.get(0))); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_argument_of_add_all() {
    List<String> list = filled();
    inOrder(
        () -> list.add("x"), // previous
        () -> new ArrayList<String>().addAll(list)); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_string_concatenation() {
    List<String> list = filled();
    inOrder(
        () -> list.add("x"), // previous
        () -> use("list " + list)); // current
  }

  /** Filled before the thread starts, joined before it is read. */
  static void no_race_handed_over() throws InterruptedException {
    List<String> list = filled();
    Thread thread = new Thread(() -> list.add("x"));
    thread.start();
    thread.join();
    use(list.get(3));
  }

  static void no_race_immutable() {
    List<String> list = List.copyOf(filled());
    inOrder(() -> use(list.get(0)), () -> list.forEach(each -> use(each)));
  }

  @Race(variable = "java.util.LinkedList", kind = Kind.OBJECT)
  static void race_linked_list() {
    Queue<String> queue = new LinkedList<>();
    inOrder(
        () -> queue.add("a"), // previous
        () -> queue.poll()); // current
  }

  static void no_race_linked_list() {
    LinkedList<String> list = new LinkedList<>(filled());
    inOrder(() -> use(list.getFirst()), () -> use(list.peekLast()));
  }

  @Race(variable = "java.util.ArrayDeque", kind = Kind.OBJECT)
  static void race_array_deque() {
    Deque<String> deque = new ArrayDeque<>();
    inOrder(
        () -> deque.push("a"), // previous
        () -> deque.pollLast()); // current
  }

  static void no_race_array_deque() {
    Deque<String> deque = new ArrayDeque<>(filled());
    inOrder(() -> use(deque.peekFirst()), () -> use(deque.size()));
  }

  @Race(variable = "java.util.PriorityQueue", kind = Kind.OBJECT)
  static void race_priority_queue() {
    Queue<String> queue = new PriorityQueue<>();
    inOrder(
        () -> queue.offer("a"), // previous
        () -> queue.poll()); // current
  }

  static void no_race_priority_queue() {
    Queue<String> queue = new PriorityQueue<>(filled());
    inOrder(() -> use(queue.peek()), () -> use(queue.size()));
  }

  @Race(variable = "java.lang.StringBuilder", kind = Kind.OBJECT)
  static void race_string_builder() {
    StringBuilder text = new StringBuilder();
    inOrder(
        () -> text.append("a"), // previous
        () -> text.append(1)); // current
  }

  @Race(variable = "java.lang.StringBuilder", kind = Kind.OBJECT, current = Type.READ)
  static void race_string_builder_to_string() {
    StringBuilder text = new StringBuilder();
    inOrder(
        () -> text.append("a").append('b'), // previous
        () -> use(text.toString())); // current
  }

  static void no_race_string_builder() {
    StringBuilder text = new StringBuilder("abc");
    inOrder(() -> use(text.length()), () -> use(text.charAt(1)), () -> use(text.toString()));
  }

  static void no_race_string_builders() {
    inOrder(
        () -> use(new StringBuilder("a").append(1)), () -> use(new StringBuilder("b").append(2)));
  }

  @Race(variable = "java.util.BitSet", kind = Kind.OBJECT)
  static void race_bit_set() {
    BitSet bits = new BitSet(64);
    inOrder(
        () -> bits.set(1), // previous
        () -> bits.set(2)); // current
  }

  static void no_race_bit_set() {
    BitSet bits = new BitSet(64);
    inOrder(() -> use(bits.get(1)), () -> use(bits.cardinality()));
  }

  /** Formatting keeps its state in the format (SimpleDateFormat: date formats are not synchronized). */
  @Race(variable = "java.text.SimpleDateFormat", kind = Kind.OBJECT)
  static void race_simple_date_format() {
    SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd", Locale.ROOT);
    inOrder(
        () -> use(format.format(0L)), // previous
        () -> use(format.format(1L))); // current
  }

  static void no_race_simple_date_formats() {
    inOrder(
        () -> use(new SimpleDateFormat("yyyy", Locale.ROOT).format(0L)),
        () -> use(new SimpleDateFormat("yyyy", Locale.ROOT).format(1L)));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_iterator_handed_over() {
    List<String> list = filled();
    Iterator<String> each = list.iterator();
    inOrder(
        () -> list.add("x"), // previous
        () -> use(each.hasNext())); // current
  }

  /** The iterator fails fast, and the race is told nevertheless. */
  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_next_that_fails() {
    List<String> list = filled();
    Iterator<String> each = list.iterator();
    inOrder(
        () -> list.add("x"), // previous
        () -> {
          try {
            use(each.next()); // current
          } catch (ConcurrentModificationException e) {
            use(e);
          }
        });
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_removal_that_fails() {
    List<String> list = filled();
    Iterator<String> each = list.iterator();
    each.next();
    inOrder(
        () -> list.add("x"), // previous
        () -> {
          try {
            each.remove(); // current
          } catch (ConcurrentModificationException e) {
            use(e);
          }
        });
  }

  /** A list that is modified in its own iteration concerns no other thread. */
  static void no_race_modified_while_iterated() {
    inOrder(() -> modifiedWhileIterated(filled()), () -> modifiedWhileIterated(filled()));
  }

  private static void modifiedWhileIterated(List<String> list) {
    try {
      for (String each : list) {
        list.add(each);
      }
    } catch (ConcurrentModificationException e) {
      use(e);
    }
  }

  /** Setting an element is no structural modification (ArrayList): other elements are not concerned. */
  static void no_race_set_of_another_element() {
    List<String> list = filled();
    inOrder(() -> list.set(0, "x"), () -> use(list.get(1)));
  }
}
