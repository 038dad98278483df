package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;

/** Array elements (JLS 17.4.1: elements are shared variables; 17.6: distinct elements are distinct variables). */
final class ArrayCases {
  private ArrayCases() {}

  @Race(variable = "boolean[]", kind = Kind.ARRAY, index = 1)
  static void race_boolean() {
    boolean[] array = new boolean[3];
    inOrder(
        () -> array[1] = true, // previous
        () -> array[1] = false); // current
  }

  static void no_race_boolean_neighbours() {
    boolean[] array = new boolean[3];
    inOrder(() -> array[1] = true, () -> array[2] = true);
  }

  @Race(variable = "byte[]", kind = Kind.ARRAY, index = 7, current = Type.READ)
  static void race_byte() {
    byte[] array = new byte[16];
    inOrder(
        () -> array[7] = 1, // previous
        () -> use(array[7])); // current
  }

  /** JLS 17.6: no word tearing, neighbouring bytes are independent. */
  static void no_race_byte_neighbours() {
    byte[] array = new byte[64];
    inOrder(
        () -> {
          for (int i = 0; i < 64; i += 2) {
            array[i] = 1;
          }
        },
        () -> {
          for (int i = 1; i < 64; i += 2) {
            array[i] = 1;
          }
        });
  }

  @Race(variable = "short[]", kind = Kind.ARRAY, index = 0, previous = Type.READ)
  static void race_short() {
    short[] array = new short[2];
    inOrder(
        () -> use(array[0]), // previous
        () -> array[0] = 1); // current
  }

  static void no_race_short_neighbours() {
    short[] array = new short[2];
    inOrder(() -> array[0] = 1, () -> array[1] = 1);
  }

  @Race(variable = "char[]", kind = Kind.ARRAY, index = 2)
  static void race_char() {
    char[] array = "abc".toCharArray();
    inOrder(
        () -> array[2] = 'x', // previous
        () -> array[2] = 'y'); // current
  }

  static void no_race_char_neighbours() {
    char[] array = "abc".toCharArray();
    inOrder(() -> array[1] = 'x', () -> array[2] = 'y');
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 9, current = Type.READ)
  static void race_int() {
    int[] array = new int[10];
    inOrder(
        () -> array[9] = 1, // previous
        () -> use(array[9])); // current
  }

  static void no_race_int_readers() {
    int[] array = {1, 2, 3};
    inOrder(() -> use(array[0] + array[1]), () -> use(array[0] + array[1]));
  }

  @Race(variable = "long[]", kind = Kind.ARRAY, index = 3, previous = Type.READ)
  static void race_long() {
    long[] array = new long[4];
    inOrder(
        () -> use(array[3]), // previous
        () -> array[3] = 1); // current
  }

  static void no_race_long_neighbours() {
    long[] array = new long[2];
    inOrder(() -> array[0]++, () -> array[1]++);
  }

  @Race(variable = "float[]", kind = Kind.ARRAY, index = 0)
  static void race_float() {
    float[] array = new float[1];
    inOrder(
        () -> array[0] = 1f, // previous
        () -> array[0] = 2f); // current
  }

  static void no_race_float_neighbours() {
    float[] array = new float[2];
    inOrder(() -> array[0] = 1f, () -> array[1] = 2f);
  }

  @Race(variable = "double[]", kind = Kind.ARRAY, index = 1, current = Type.READ)
  static void race_double_increment() {
    double[] array = new double[2];
    inOrder(
        () -> array[1] += 1, // previous
        () -> array[1] += 1); // current
  }

  static void no_race_double_neighbours() {
    double[] array = new double[2];
    inOrder(() -> array[0] += 1, () -> array[1] += 1);
  }

  @Race(variable = "java.lang.String[]", kind = Kind.ARRAY, index = 1, current = Type.READ)
  static void race_reference() {
    String[] array = new String[2];
    inOrder(
        () -> array[1] = "x", // previous
        () -> use(array[1])); // current
  }

  static void no_race_reference_neighbours() {
    String[] array = new String[2];
    inOrder(() -> array[0] = "x", () -> array[1] = "y");
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 2)
  static void race_inner_element() {
    int[][] grid = new int[2][3];
    inOrder(
        () -> grid[1][2] = 1, // previous
        () -> grid[1][2] = 2); // current
  }

  static void no_race_rows() {
    int[][] grid = new int[2][3];
    inOrder(() -> grid[0][2] = 1, () -> grid[1][2] = 2);
  }

  @Race(variable = "int[][]", kind = Kind.ARRAY, index = 0, current = Type.READ)
  static void race_row_replaced() {
    int[][] grid = new int[2][3];
    inOrder(
        () -> grid[0] = null, // previous
        () -> use(grid[0])); // current
  }

  static void no_race_rows_replaced() {
    int[][] grid = new int[2][3];
    inOrder(() -> grid[0] = new int[1], () -> grid[1] = new int[1]);
  }

  @Race(variable = "long[]", kind = Kind.ARRAY, index = 1)
  static void race_three_dimensions() {
    long[][][] cube = new long[2][2][2];
    inOrder(
        () -> cube[1][0][1] = 1, // previous
        () -> cube[1][0][1] = 2); // current
  }

  static void no_race_three_dimensions() {
    long[][][] cube = new long[2][2][2];
    inOrder(() -> cube[1][0][1] = 1, () -> cube[1][1][1] = 2);
  }

  /** One row reached by two names is one array. */
  @Race(variable = "int[]", kind = Kind.ARRAY, index = 0)
  static void race_aliased_row() {
    int[][] grid = new int[2][];
    grid[0] = new int[1];
    grid[1] = grid[0];
    inOrder(
        () -> grid[0][0] = 1, // previous
        () -> grid[1][0] = 2); // current
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 777_777)
  static void race_large() {
    int[] array = new int[1 << 20];
    inOrder(
        () -> array[777_777] = 1, // previous
        () -> array[777_777] = 2); // current
  }

  static void no_race_large_halves() {
    int[] array = new int[1 << 17];
    inOrder(
        () -> fill(array, 0, array.length / 2), () -> fill(array, array.length / 2, array.length));
  }

  private static void fill(int[] array, int from, int to) {
    for (int i = from; i < to; i++) {
      array[i] = i;
    }
  }

  /** Two ranges that overlap in one element. */
  @Race(variable = "int[]", kind = Kind.ARRAY, index = 500, current = Type.READ)
  static void race_overlapping_ranges() {
    int[] array = new int[1_000];
    inOrder(
        () -> {
          for (int i = 0; i <= 500; i++) {
            array[i] = i; // previous
          }
        },
        () -> {
          int sum = 0;
          for (int i = 500; i < 1_000; i++) {
            sum += array[i]; // current
          }
          use(sum);
        });
  }

  static void no_race_adjacent_ranges() {
    int[] array = new int[1_000];
    inOrder(() -> fill(array, 0, 500), () -> fill(array, 500, 1_000));
  }

  /** Filled while private, then handed over by the start of a thread (JLS 17.4.4). */
  static void no_race_published_by_start() {
    int[] array = new int[100];
    fill(array, 0, 100);
    inOrder(() -> use(array[50]), () -> use(array[50]));
  }

  /** Published long after it was made: what comes after publication is checked. */
  @Race(variable = "int[]", kind = Kind.ARRAY, index = 5, previous = Type.READ)
  static void race_published_late() {
    int[] array = new int[100];
    fill(array, 0, 100);
    Cell holder = new Cell();
    holder.ref = array;
    inOrder(
        () -> use(((int[]) holder.ref)[5]), // previous
        () -> array[5] = 1); // current
  }

  /** A racy publication is the one misuse; the elements written before it are not reported again. */
  @Race(variable = "Cell.ref", current = Type.READ)
  static void race_publication() {
    Cell holder = new Cell();
    inOrder(
        () -> {
          int[] array = new int[10];
          array[3] = 1;
          holder.ref = array; // previous
        },
        () -> use(((int[]) holder.ref)[3])); // current
  }

  static void no_race_publication_under_lock() {
    Cell holder = new Cell();
    inOrder(
        () -> {
          int[] array = new int[10];
          array[3] = 1;
          synchronized (holder) {
            holder.ref = array;
          }
        },
        () -> {
          int[] array;
          synchronized (holder) {
            array = (int[]) holder.ref;
          }
          use(array[3]);
        });
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 3, current = Type.READ)
  static void race_written_after_publication_under_lock() {
    Cell holder = new Cell();
    inOrder(
        () -> {
          int[] array = new int[10];
          synchronized (holder) {
            holder.ref = array;
          }
          array[3] = 1; // previous
        },
        () -> {
          int[] array;
          synchronized (holder) {
            array = (int[]) holder.ref;
          }
          use(array[3]); // current
        });
  }

  /** A clone is another array. */
  static void no_race_clone() {
    int[] array = {1, 2, 3};
    int[] copy = array.clone();
    inOrder(() -> array[1] = 5, () -> copy[1] = 6);
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 1, current = Type.READ)
  static void race_varargs() {
    int[] array = {1, 2, 3};
    inOrder(
        () -> array[1] = 5, // previous
        () -> use(middle(array))); // current
  }

  private static int middle(int... values) {
    return values[1];
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 0)
  static void race_array_of_a_field() {
    Cell holder = new Cell();
    holder.ref = new int[1];
    inOrder(
        () -> ((int[]) holder.ref)[0] = 1, // previous
        () -> ((int[]) holder.ref)[0] = 2); // current
  }

  @Race(variable = "java.lang.Integer[]", kind = Kind.ARRAY, index = 0, previous = Type.READ)
  static void race_generic_array() {
    Integer[] array = {1};
    inOrder(
        () -> use(head(array)), // previous
        () -> array[0] = 2); // current
  }

  private static <T> T head(T[] array) {
    return array[0];
  }

  static void no_race_for_each() {
    int[] array = {1, 2, 3};
    inOrder(() -> use(sum(array)), () -> use(sum(array)));
  }

  private static int sum(int[] array) {
    int sum = 0;
    for (int value : array) {
      sum += value;
    }
    return sum;
  }

  /** The length is no variable that anyone writes. */
  static void no_race_length() {
    int[] array = new int[3];
    inOrder(() -> array[0] = 1, () -> use(array.length));
  }
}
