package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Once;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Linking and class loading synchronize inside the JVM, which orders nothing that the program may rely on (JLS 17.4.4
 * does not name them). Each case links for the first time.
 */
@Once
final class LinkageCases {
  private LinkageCases() {}

  private static final class LoadedFirst {
    int value;
  }

  private static final class LoadedSecond {
    int value;
  }

  private static final class LoadedLocked {
    int value;
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_both_link_a_lambda() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          Supplier<String> made = () -> "a";
          use(made.get());
        },
        () -> {
          Supplier<String> made = () -> "b";
          use(made.get());
          use(cell.value); // current
        });
  }

  static void no_race_both_link_a_lambda_locked() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          synchronized (cell) {
            Supplier<Integer> made = () -> cell.value++;
            use(made.get());
          }
        },
        () -> {
          synchronized (cell) {
            Supplier<Integer> made = () -> cell.value++;
            use(made.get());
          }
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_both_link_a_concatenation() {
    Cell cell = new Cell();
    long number = cell.hashCode();
    inOrder(
        () -> {
          cell.value = 1; // previous
          use("first " + number + " of " + cell);
        },
        () -> {
          use(number + " is the second of " + cell + "!");
          use(cell.value); // current
        });
  }

  static void no_race_both_link_a_concatenation() {
    Cell cell = new Cell(3);
    inOrder(() -> use("now " + cell.value + "?"), () -> use(cell.value + " now"));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_both_load_a_class() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          use(new LoadedFirst().value);
        },
        () -> {
          use(new LoadedSecond().value);
          use(cell.value); // current
        });
  }

  static void no_race_class_loaded_under_a_lock() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          synchronized (cell) {
            cell.value = new LoadedLocked().value;
          }
        },
        () -> {
          synchronized (cell) {
            cell.value += new LoadedLocked().value;
          }
        });
  }

  /** Formatting uses caches inside the JDK. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_both_format() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          use(String.format(Locale.ROOT, "%,d %s", 12345, "x"));
        },
        () -> {
          use(String.format(Locale.ROOT, "%,d %s", 54321, "y"));
          use(cell.value); // current
        });
  }

  static void no_race_both_format() {
    inOrder(
        () -> use(String.format(Locale.ROOT, "%5.2f", 1.5)),
        () -> use(String.format(Locale.ROOT, "%5.3f", 2.5)));
  }

  /** Reflection keeps its data in caches inside the JDK. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_both_use_reflection() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          use(LoadedFirst.class.getDeclaredFields());
        },
        () -> {
          use(LoadedSecond.class.getDeclaredFields());
          use(cell.value); // current
        });
  }

  static void no_race_both_use_reflection() {
    inOrder(
        () -> use(Cell.class.getDeclaredFields().length),
        () -> use(Cell.class.getDeclaredMethods().length));
  }
}
