package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import dev.racedetect.it.harness.Threads;

/** What a loop accesses is told exactly, by element and line. */
final class LoopCases {
  private LoopCases() {}

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 99, current = Type.READ)
  static void race_last_element() {
    int[] array = new int[200];
    inOrder(
        () -> {
          for (int i = 0; i < 100; i++) {
            array[i] = i; // previous
          }
        },
        () -> use(array[99])); // current
  }

  static void no_race_behind_the_last() {
    int[] array = new int[200];
    inOrder(
        () -> {
          for (int i = 0; i < 100; i++) {
            array[i] = i;
          }
        },
        () -> use(array[100] = 1));
  }

  @Race(variable = "double[]", kind = Kind.ARRAY, index = 51, current = Type.READ)
  static void race_every_second() {
    double[] array = new double[100];
    inOrder(
        () -> {
          for (int i = 1; i < 100; i += 2) {
            array[i] = i; // previous
          }
        },
        () -> use(array[51])); // current
  }

  static void no_race_the_others() {
    double[] array = new double[100];
    inOrder(
        () -> {
          for (int i = 1; i < 100; i += 2) {
            array[i] = i;
          }
        },
        () -> {
          for (int i = 0; i < 100; i += 2) {
            array[i] = i;
          }
        });
  }

  @Race(variable = "long[]", kind = Kind.ARRAY, index = 10, current = Type.READ)
  static void race_backwards() {
    long[] array = new long[100];
    inOrder(
        () -> {
          for (int i = 99; i >= 10; i--) {
            array[i] = i; // previous
          }
        },
        () -> use(array[10])); // current
  }

  static void no_race_backwards() {
    long[] array = new long[100];
    inOrder(
        () -> {
          for (int i = 99; i >= 10; i--) {
            array[i] = i;
          }
        },
        () -> use(array[9] = 1));
  }

  @Race(variable = "byte[]", kind = Kind.ARRAY, index = 32)
  static void race_computed_index() {
    byte[] array = new byte[100];
    inOrder(
        () -> {
          int base = 2;
          for (int i = 0; i < 20; i++) {
            int at = base + 3 * i;
            array[at] = 1; // previous
          }
        },
        () -> array[32] = 2); // current
  }

  static void no_race_computed_index() {
    byte[] array = new byte[100];
    inOrder(
        () -> {
          int base = 2;
          for (int i = 0; i < 20; i++) {
            int at = base + 3 * i;
            array[at] = 1;
          }
        },
        () -> {
          array[33] = 2;
          array[62] = 2;
        });
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 50, current = Type.READ)
  static void race_counted_up_before_the_access() {
    int[] array = new int[100];
    inOrder(
        () -> {
          int at = 0;
          for (int i = 0; i < 50; i++) {
            at++;
            array[at] = i; // previous
          }
        },
        () -> use(array[50])); // current
  }

  static void no_race_counted_up_before_the_access() {
    int[] array = new int[100];
    inOrder(
        () -> {
          int at = 0;
          for (int i = 0; i < 50; i++) {
            at++;
            array[at] = i;
          }
        },
        () -> {
          array[0] = 1;
          array[51] = 1;
        });
  }

  /** The index is taken before, the element accessed after the counter has grown. */
  @Race(variable = "int[]", kind = Kind.ARRAY, index = 49, current = Type.READ)
  static void race_counted_up_within_the_access() {
    int[] array = new int[100];
    inOrder(
        () -> {
          int i = 0;
          while (i < 50) {
            array[i++] = 1; // previous
          }
        },
        () -> use(array[49])); // current
  }

  static void no_race_counted_up_within_the_access() {
    int[] array = new int[100];
    inOrder(
        () -> {
          int i = 0;
          while (i < 50) {
            array[i++] = 1;
          }
        },
        () -> array[50] = 1);
  }

  /** Not every iteration accesses all that it may. */
  @Race(variable = "int[]", kind = Kind.ARRAY, index = 30)
  static void race_in_some_iterations() {
    int[] array = new int[100];
    inOrder(
        () -> {
          for (int i = 0; i < 100; i++) {
            if (i % 3 == 0) {
              array[i] = i; // previous
            }
          }
        },
        () -> array[30] = 1); // current
  }

  static void no_race_in_some_iterations() {
    int[] array = new int[100];
    inOrder(
        () -> {
          for (int i = 0; i < 100; i++) {
            if (i % 3 == 0) {
              array[i] = i;
            }
          }
        },
        () -> array[31] = 1);
  }

  /** Another array is taken in the middle. */
  @Race(variable = "int[]", kind = Kind.ARRAY, index = 30)
  static void race_in_the_other_array() {
    int[] one = new int[50];
    int[] two = new int[50];
    inOrder(
        () -> {
          int[] array = one;
          for (int i = 0; i < 50; i++) {
            if (i == 20) {
              array = two;
            }
            array[i] = i; // previous
          }
        },
        () -> two[30] = 1); // current
  }

  static void no_race_in_the_other_array() {
    int[] one = new int[50];
    int[] two = new int[50];
    inOrder(
        () -> {
          int[] array = one;
          for (int i = 0; i < 50; i++) {
            if (i == 20) {
              array = two;
            }
            array[i] = i;
          }
        },
        () -> {
          one[30] = 1;
          two[10] = 1;
        });
  }

  @Race(variable = "double[]", kind = Kind.ARRAY, index = 2, current = Type.READ)
  static void race_in_nested_loops() {
    double[][] rows = new double[50][40];
    inOrder(
        () -> {
          for (int i = 0; i < 50; i++) {
            double[] row = rows[i];
            for (int j = 1; j < 40; j++) {
              row[j] = i; // previous
            }
          }
        },
        () -> use(rows[49][2])); // current
  }

  static void no_race_in_nested_loops() {
    double[][] rows = new double[50][40];
    inOrder(
        () -> {
          for (int i = 0; i < 50; i++) {
            double[] row = rows[i];
            for (int j = 1; j < 40; j++) {
              row[j] = i;
            }
          }
        },
        () -> use(rows[49][0] = 1));
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 500)
  static void race_of_two_halves() {
    int[] array = new int[1000];
    inOrder(
        () -> {
          for (int i = 0; i <= 500; i++) {
            array[i] = i; // previous
          }
        },
        () -> {
          for (int i = 500; i < 1000; i++) {
            array[i] = i; // current
          }
        });
  }

  static void no_race_of_two_halves() {
    int[] array = new int[1000];
    inOrder(
        () -> {
          for (int i = 0; i < 500; i++) {
            array[i] = i;
          }
        },
        () -> {
          for (int i = 500; i < 1000; i++) {
            array[i] = i;
          }
        });
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 7, previous = Type.READ)
  static void race_with_a_sum() {
    int[] array = new int[1000];
    inOrder(
        () -> {
          int sum = 0;
          for (int element : array) { // previous
            sum += element;
          }
          use(sum);
        },
        () -> array[7] = 1); // current
  }

  static void no_race_of_two_sums() {
    int[] array = new int[1000];
    Threads.Body sums = () -> {
      int sum = 0;
      for (int element : array) {
        sum += element;
      }
      use(sum);
    };
    inOrder(sums, sums);
  }

  /** An object that makes and fills its array. */
  private static final class Table {
    final int[] cells = new int[64];

    Table() {
      for (int i = 0; i < cells.length; i++) {
        cells[i] = i;
      }
    }

    void put(int at) {
      cells[at] = 1;
    }
  }

  static void no_race_filled_before_it_was_handed_on() {
    Table table = new Table();
    inOrder(() -> use(table), () -> table.put(3));
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 5)
  static void race_filled_by_a_constructor() {
    class Filler {
      final int[] cells;

      Filler(int[] cells) {
        this.cells = cells;
        for (int i = 0; i < this.cells.length; i++) {
          this.cells[i] = i; // previous
        }
      }
    }
    int[] array = new int[64];
    inOrder(() -> use(new Filler(array)), () -> array[5] = 1); // current
  }
}
