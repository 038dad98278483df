package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;

/**
 * A method that accesses a variable again. A check is left out only where an earlier one of the same variable and the same
 * epoch stands for it: each race here is with an access that looks like a repetition and is none.
 */
final class RepeatedAccessCases {
  private RepeatedAccessCases() {}

  private static final class Flag {
    volatile boolean up;
  }

  private static void release(Object lock) {
    synchronized (lock) {
      use(lock);
    }
  }

  private static int readUnder(Object lock, Cell cell) {
    release(lock);
    return cell.value;
  }

  private static void fail() {
    throw new IllegalStateException();
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_again_after_a_monitor() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(
        () -> {
          cell.value = 1;
          synchronized (lock) {
            use(lock);
          }
          cell.value = 2; // previous
        },
        () -> {
          release(lock);
          use(cell.value); // current
        });
  }

  static void no_race_written_again_before_a_monitor() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(
        () -> {
          cell.value = 1;
          cell.value = 2;
          synchronized (lock) {
            use(lock);
          }
        },
        () -> use(readUnder(lock, cell)));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_again_after_a_call() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(
        () -> {
          cell.value = 1;
          release(lock);
          cell.value = 2; // previous
        },
        () -> {
          release(lock);
          use(cell.value); // current
        });
  }

  static void no_race_written_again_before_a_call() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(
        () -> {
          cell.value = Math.max(cell.value, 1);
          cell.value += 2;
          release(lock);
        },
        () -> use(readUnder(lock, cell)));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_again_after_a_volatile_write() {
    Cell cell = new Cell();
    Flag flag = new Flag();
    inOrder(
        () -> {
          cell.value = 1;
          flag.up = true;
          cell.value = 2; // previous
        },
        () -> use(flag.up ? cell.value : 0)); // current
  }

  static void no_race_written_again_before_a_volatile_write() {
    Cell cell = new Cell();
    Flag flag = new Flag();
    inOrder(
        () -> {
          cell.value = 1;
          cell.value = 2;
          flag.up = true;
        },
        () -> use(flag.up ? cell.value : 0));
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 1, current = Type.READ)
  static void race_element_of_a_changed_index() {
    int[] array = new int[2];
    inOrder(
        () -> {
          int i = 0;
          array[i] = 1;
          i = 1;
          array[i] = 2; // previous
        },
        () -> use(array[1])); // current
  }

  static void no_race_element_of_a_changed_index() {
    int[] array = new int[3];
    inOrder(
        () -> {
          int i = 0;
          array[i] = 1;
          i = 1;
          array[i] = 2;
        },
        () -> use(array[2]));
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 1, current = Type.READ)
  static void race_element_in_a_loop() {
    int[] array = new int[2];
    inOrder(
        () -> {
          for (int i = 0; i < 2; i++) {
            array[i] += i; // previous
          }
        },
        () -> use(array[1])); // current
  }

  static void no_race_element_in_a_loop() {
    int[] array = new int[2];
    Object lock = new Object();
    inOrder(
        () -> {
          for (int i = 0; i < 2; i++) {
            array[i] += i;
            array[i] += i;
          }
          release(lock);
        },
        () -> {
          release(lock);
          use(array[1]);
        });
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 0, current = Type.READ)
  static void race_element_of_another_array() {
    int[] one = new int[1];
    int[] other = new int[1];
    inOrder(
        () -> {
          int[] array = one;
          array[0] = 1;
          array = other;
          array[0] = 2; // previous
        },
        () -> use(other[0])); // current
  }

  static void no_race_element_of_another_array() {
    int[] one = new int[1];
    int[] other = new int[1];
    int[] third = new int[1];
    inOrder(
        () -> {
          int[] array = one;
          array[0] = 1;
          array = other;
          array[0] = 2;
        },
        () -> use(third[0]));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_field_of_another_object() {
    Cell one = new Cell();
    Cell other = new Cell();
    inOrder(
        () -> {
          Cell cell = one;
          cell.value = 1;
          cell = other;
          cell.value = 2; // previous
        },
        () -> use(other.value)); // current
  }

  static void no_race_field_of_another_object() {
    Cell one = new Cell();
    Cell other = new Cell();
    inOrder(
        () -> {
          Cell cell = one;
          cell.value = 1;
          use(cell.value);
        },
        () -> {
          Cell cell = other;
          cell.value = 1;
          use(cell.value);
        });
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_a_branch_not_taken() {
    Cell cell = new Cell();
    boolean[] taken = {false};
    inOrder(
        () -> {
          if (taken[0]) {
            cell.value = 1;
          }
          cell.value = 2; // previous
        },
        () -> use(cell.value)); // current
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_a_read() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          use(cell.value);
          cell.value = 2; // previous
        },
        () -> use(cell.value)); // current
  }

  static void no_race_read_again() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          int sum = cell.value;
          sum += cell.value;
          use(sum);
        },
        () -> use(cell.value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_in_a_handler() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          try {
            fail();
            cell.value = 1;
          } catch (IllegalStateException e) {
            cell.value = 2; // previous
          }
        },
        () -> use(cell.value)); // current
  }

  static void no_race_written_in_a_handler() {
    Cell cell = new Cell();
    Object lock = new Object();
    inOrder(
        () -> {
          try {
            cell.value = 1;
            fail();
          } catch (IllegalStateException e) {
            cell.value = 2;
          }
          release(lock);
        },
        () -> use(readUnder(lock, cell)));
  }
}
