package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** JDK methods that read or write a range of an array do so element by element. */
final class ArrayRangeCases {
  private ArrayRangeCases() {}

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 0, current = Type.READ)
  static void race_fill() {
    int[] array = new int[100];
    inOrder(
        () -> Arrays.fill(array, 7), // previous
        () -> use(array[0])); // current
  }

  @Race(variable = "long[]", kind = Kind.ARRAY, index = 50, previous = Type.READ)
  static void race_fill_of_a_range() {
    long[] array = new long[100];
    inOrder(
        () -> use(array[50]), // previous
        () -> Arrays.fill(array, 50, 60, 7L)); // current
  }

  static void no_race_fill_of_two_ranges() {
    long[] array = new long[100];
    inOrder(() -> Arrays.fill(array, 0, 50, 1L), () -> Arrays.fill(array, 50, 100, 2L));
  }

  static void no_race_empty_range() {
    long[] array = new long[100];
    inOrder(() -> Arrays.fill(array, 3, 3, 1L), () -> use(array[3]));
  }

  /** A call that fails its arguments' check writes nothing. */
  static void no_race_range_that_is_none() {
    int[] array = new int[10];
    inOrder(
        () -> {
          try {
            Arrays.fill(array, 5, 11, 1);
          } catch (ArrayIndexOutOfBoundsException e) {
            use(e);
          }
          try {
            System.arraycopy(array, 0, array, 5, 6);
          } catch (ArrayIndexOutOfBoundsException e) {
            use(e);
          }
        },
        () -> use(array[5] = 1));
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 0)
  static void race_sorts() {
    int[] array = {3, 2, 1};
    inOrder(
        () -> Arrays.sort(array), // previous
        () -> Arrays.sort(array)); // current
  }

  @Race(variable = "java.lang.String[]", kind = Kind.ARRAY, index = 0, current = Type.READ)
  static void race_sorted_as_list() {
    String[] array = {"b", "a"};
    inOrder(
        () -> Collections.sort(Arrays.asList(array)), // previous
        () -> use(array[0])); // current
  }

  static void no_race_sort_of_one_element() {
    int[] array = {3, 2, 1};
    inOrder(() -> Arrays.sort(array, 1, 2), () -> use(array[1]));
  }

  static void no_race_sort_of_two_halves() {
    int[] array = {3, 2, 1, 9, 8, 7};
    inOrder(() -> Arrays.sort(array, 0, 3), () -> Arrays.sort(array, 3, 6));
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 2, current = Type.READ)
  static void race_copy_of() {
    int[] array = {1, 2, 3};
    inOrder(
        () -> array[2] = 9, // previous
        () -> use(Arrays.copyOf(array, 10))); // current
  }

  static void no_race_copy_of_a_head() {
    int[] array = {1, 2, 3};
    inOrder(
        () -> array[2] = 9,
        () -> use(Arrays.copyOf(array, 2)),
        () -> use(Arrays.copyOfRange(array, 0, 2)));
  }

  @Race(variable = "java.lang.String[]", kind = Kind.ARRAY, index = 1, current = Type.READ)
  static void race_clone() {
    String[] array = {"a", "b"};
    inOrder(
        () -> array[1] = "x", // previous
        () -> use(array.clone())); // current
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 1, current = Type.READ)
  static void race_equals() {
    int[] array = {1, 2, 3};
    inOrder(
        () -> array[1] = 2, // previous
        () -> use(Arrays.equals(array, new int[] {1, 2, 3}))); // current
  }

  /** The comparison ends at the first difference. */
  static void no_race_not_equal() {
    int[] array = {1, 2, 3};
    inOrder(
        () -> array[2] = 4,
        () -> use(Arrays.equals(array, new int[] {5, 2, 3})),
        () -> use(Arrays.equals(array, new int[] {1})));
  }

  @Race(variable = "char[]", kind = Kind.ARRAY, index = 0, current = Type.READ)
  static void race_string_of_characters() {
    char[] array = {'a', 'b'};
    inOrder(
        () -> array[0] = 'x', // previous
        () -> use(new String(array))); // current
  }

  static void no_race_string_of_other_characters() {
    char[] array = {'a', 'b'};
    inOrder(() -> array[0] = 'x', () -> use(new String(array, 1, 1) + String.valueOf(array, 1, 1)));
  }

  static void no_race_reads() {
    int[] array = {1, 2, 3};
    inOrder(
        () -> use(Arrays.hashCode(array)),
        () -> use(array.clone()),
        () -> use(Arrays.toString(array) + Arrays.copyOf(array, 9)[0] + Array.getInt(array, 2)));
  }

  static void no_race_under_a_lock() {
    int[] array = new int[100];
    inOrder(
        () -> {
          synchronized (array) {
            Arrays.fill(array, 1);
          }
        },
        () -> {
          synchronized (array) {
            System.arraycopy(array, 0, array, 1, 99);
          }
        });
  }

  @Race(variable = "java.lang.Object[]", kind = Kind.ARRAY, index = 3, previous = Type.READ)
  static void race_reflective_get() {
    Object[] array = new Object[4];
    inOrder(
        () -> use(Array.get(array, 3)), // previous
        () -> array[3] = "x"); // current
  }

  static void no_race_reflective_gets() {
    Object[] array = new Object[4];
    inOrder(() -> use(Array.get(array, 3)), () -> use(Array.get(array, 3)));
  }

  /** A list that is the array. */
  @Race(variable = "java.lang.String[]", kind = Kind.ARRAY, index = 1, current = Type.READ)
  static void race_as_list() {
    List<String> list = Arrays.asList("a", "b", "c");
    inOrder(
        () -> list.set(1, "x"), // previous
        () -> use(list.get(1))); // current
  }

  @Race(variable = "java.lang.String[]", kind = Kind.ARRAY, index = 1, current = Type.READ)
  static void race_as_list_written_through() {
    String[] array = {"a", "b", "c"};
    List<String> list = Arrays.asList(array);
    inOrder(
        () -> list.set(1, "x"), // previous
        () -> use(array[1])); // current
  }

  static void no_race_as_list_of_other_elements() {
    List<String> list = Arrays.asList("a", "b", "c");
    inOrder(() -> list.set(1, "x"), () -> use(list.get(0) + list.size()));
  }

  @Race(variable = "java.lang.String[]", kind = Kind.ARRAY, index = 2, current = Type.READ)
  static void race_as_list_iterated() {
    List<String> list = Arrays.asList("a", "b", "c");
    inOrder(
        () -> list.set(2, "x"), // previous
        () -> {
          for (String each : list) { // current
            use(each);
          }
        });
  }

  /** The iteration stops before it comes to the element. */
  static void no_race_as_list_iterated_in_part() {
    List<String> list = Arrays.asList("a", "b", "c");
    inOrder(() -> list.set(2, "x"), () -> {
      for (String each : list) {
        if (each.equals("b")) {
          break;
        }
      }
    });
  }

  /** Of two elements one is written for sure only when the list is filled. */
  @Race(variable = "java.lang.String[]", kind = Kind.ARRAY, index = 0, current = Type.READ)
  static void race_as_list_filled() {
    List<String> list = Arrays.asList("a", "b");
    inOrder(
        () -> Collections.fill(list, "x"), // previous
        () -> use(list.get(0))); // current
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 0, current = Type.READ)
  static void race_through_method_reference() {
    int[] array = {1, 2, 3};
    UnaryOperator<int[]> copy = int[]::clone; // current
    inOrder(
        () -> array[0] = 2, // previous
        () -> use(copy.apply(array)));
  }

  static void no_race_private_arrays() {
    inOrder(() -> use(filled(1)), () -> use(filled(2)));
  }

  private static int filled(int value) {
    int[] array = new int[1000];
    Arrays.fill(array, value);
    System.arraycopy(array, 0, array, 1, 999);
    return array[999];
  }
}
