package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Stack;
import java.util.Vector;

/**
 * JDK classes whose methods are synchronized by their documentation: they do not race, and they order their callers.
 */
final class SynchronizedByContractCases {
  private SynchronizedByContractCases() {}

  static void no_race_vector() {
    Vector<String> vector = new Vector<>();
    inOrder(() -> vector.add("a"), () -> use(vector.get(0)), () -> vector.clear());
  }

  /** Its methods lock the vector, so that what came before an addition is ordered before what follows a later call. */
  static void no_race_ordered_by_vector() {
    Vector<String> vector = new Vector<>();
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1;
          vector.addElement("a");
        },
        () -> {
          use(vector.elementAt(0));
          use(cell.value);
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_two_vectors() {
    Vector<String> one = new Vector<>();
    Vector<String> two = new Vector<>(List.of("a"));
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          one.addElement("a");
        },
        () -> {
          use(two.elementAt(0));
          use(cell.value); // current
        });
  }

  /** Elements are not covered by the list's lock once they are outside. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_element_of_a_vector() {
    Vector<Cell> vector = new Vector<>(List.of(new Cell()));
    inOrder(
        () -> vector.get(0).value++, // previous
        () -> vector.get(0).value++); // current
  }

  static void no_race_stack() {
    Stack<Cell> stack = new Stack<>();
    inOrder(() -> use(stack.push(new Cell(1))), () -> use(stack.pop().value));
  }

  static void no_race_hashtable() {
    Hashtable<String, Integer> table = new Hashtable<>();
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1;
          use(table.put("a", 1));
        },
        () -> use(table.get("a") + cell.value));
  }

  static void no_race_properties() {
    Properties properties = new Properties();
    inOrder(() -> use(properties.setProperty("a", "1")), () -> use(properties.getProperty("a")));
  }

  static void no_race_string_buffer() {
    StringBuffer text = new StringBuffer();
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1;
          use(text.append("a"));
        },
        () -> use(text.toString() + cell.value));
  }

  @Race(variable = "java.lang.StringBuilder", kind = Kind.OBJECT, current = Type.READ)
  static void race_string_builder_instead_of_buffer() {
    StringBuilder text = new StringBuilder();
    inOrder(
        () -> text.append("a"), // previous
        () -> use(text.toString())); // current
  }

  static void no_race_synchronized_map() {
    Map<String, Integer> map = Collections.synchronizedMap(new HashMap<>());
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1;
          use(map.put("a", 1));
        },
        () -> use(map.get("a") + cell.value),
        () -> use(map.remove("a")));
  }

  /** The wrapper does not help whoever goes past it. */
  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT)
  static void race_past_the_synchronized_map() {
    Map<String, Integer> raw = new HashMap<>();
    Map<String, Integer> map = Collections.synchronizedMap(raw);
    inOrder(
        () -> map.put("a", 1), // previous
        () -> raw.put("b", 2)); // current
  }

  static void no_race_synchronized_list() {
    List<String> list = Collections.synchronizedList(new ArrayList<>());
    inOrder(() -> list.add("a"), () -> use(list.get(0)), () -> list.forEach(each -> use(each)));
  }

  /** Iterating needs the lock of the caller's own (Collections.synchronizedList). */
  static void no_race_synchronized_list_iterated_under_its_lock() {
    List<String> list = Collections.synchronizedList(new ArrayList<>(List.of("a")));
    inOrder(
        () -> {
          synchronized (list) {
            for (String each : list) {
              use(each);
            }
          }
        },
        () -> list.add("b"));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, previous = Type.READ)
  static void race_synchronized_list_iterated_without_its_lock() {
    List<String> list = Collections.synchronizedList(new ArrayList<>(List.of("a")));
    inOrder(
        () -> {
          for (String each : list) { // previous
            use(each);
          }
        },
        () -> list.add("b")); // current
  }

  static void no_race_random() {
    Random random = new Random(5);
    inOrder(() -> use(random.nextInt()), () -> use(random.nextInt()));
  }

  /** Printing is thread-safe and publishes nothing. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_both_print() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          System.err.print("");
          System.out.flush();
        },
        () -> {
          System.err.print("");
          System.out.flush();
          use(cell.value); // current
        });
  }

  /** A system property is read and written safely; nothing is promised about other data. */
  static void no_race_system_properties() {
    inOrder(
        () -> System.setProperty("race.it.case", "1"),
        () -> use(System.getProperty("race.it.case")));
  }
}
