package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;

/** Static fields (JLS 17.4.1). */
final class StaticCases {
  private static int number;
  private static long wide;
  private static Object reference;
  private static boolean flag;
  private static double real;
  private static int first;
  private static int second;
  private static int guarded;
  private static int counter;
  private static byte small;
  private static final int[] ELEMENTS = new int[4];

  private StaticCases() {}

  private static class Parent {
    static int inherited;
    static int unused;
  }

  private static final class Child extends Parent {
    static int own;
  }

  private interface Constants {
    int[] VALUES = {1, 2, 3};
  }

  @Race(variable = "StaticCases.number", kind = Kind.STATIC)
  static void race_int() {
    inOrder(
        () -> number = 1, // previous
        () -> number = 2); // current
  }

  static void no_race_int_read_only() {
    inOrder(() -> use(first), () -> use(first));
  }

  @Race(variable = "StaticCases.wide", kind = Kind.STATIC, current = Type.READ)
  static void race_long() {
    inOrder(
        () -> wide = 1, // previous
        () -> use(wide)); // current
  }

  @Race(variable = "StaticCases.reference", kind = Kind.STATIC, previous = Type.READ)
  static void race_reference() {
    inOrder(
        () -> use(reference), // previous
        () -> reference = "x"); // current
  }

  @Race(variable = "StaticCases.flag", kind = Kind.STATIC)
  static void race_boolean() {
    inOrder(
        () -> flag = true, // previous
        () -> flag = false); // current
  }

  @Race(variable = "StaticCases.real", kind = Kind.STATIC, current = Type.READ)
  static void race_double() {
    inOrder(
        () -> real = 1, // previous
        () -> use(real)); // current
  }

  @Race(variable = "StaticCases.small", kind = Kind.STATIC, current = Type.READ)
  static void race_byte_increment() {
    inOrder(
        () -> small++, // previous
        () -> small++); // current
  }

  static void no_race_two_fields() {
    inOrder(() -> first = 1, () -> second = 1);
    first = 0;
  }

  static void no_race_guarded_by_the_class() {
    inOrder(StaticCases::increment, StaticCases::increment);
  }

  private static synchronized void increment() {
    guarded++;
  }

  @Race(variable = "StaticCases.counter", kind = Kind.STATIC, current = Type.READ)
  static void race_guarded_by_different_classes() {
    inOrder(
        () -> {
          synchronized (StaticCases.class) {
            counter++; // previous
          }
        },
        () -> {
          synchronized (Parent.class) {
            counter++; // current
          }
        });
  }

  /** The variable is the one of the declaring class, whichever class names it. */
  @Race(variable = "Parent.inherited", kind = Kind.STATIC)
  static void race_through_a_subclass() {
    inOrder(
        () -> Parent.inherited = 1, // previous
        () -> Child.inherited = 2); // current
  }

  static void no_race_parent_and_child() {
    inOrder(() -> Parent.unused = 1, () -> Child.own = 2);
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 2)
  static void race_element_behind_a_final_static() {
    inOrder(
        () -> ELEMENTS[2] = 1, // previous
        () -> ELEMENTS[2] = 2); // current
  }

  static void no_race_elements_behind_a_final_static() {
    inOrder(() -> ELEMENTS[0] = 1, () -> ELEMENTS[1] = 2);
  }

  static void no_race_interface_constant() {
    inOrder(() -> use(Constants.VALUES[0]), () -> use(Constants.VALUES[0]));
  }
}
