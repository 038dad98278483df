package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;

/** Instance fields of every type (JLS 17.4.1: fields are shared variables; 17.4.5: what a data race is). */
final class FieldCases {
  private FieldCases() {}

  private static final class Fields {
    boolean aBoolean;
    byte aByte;
    short aShort;
    char aChar;
    int anInt;
    long aLong;
    float aFloat;
    double aDouble;
    String aString = "";
    int[] anArray = new int[1];
    int otherInt;
  }

  @Race(variable = "Fields.aBoolean")
  static void race_boolean() {
    Fields fields = new Fields();
    inOrder(
        () -> fields.aBoolean = true, // previous
        () -> fields.aBoolean = false); // current
  }

  static void no_race_boolean() {
    Fields fields = new Fields();
    inOrder(() -> use(fields.aBoolean), () -> use(fields.aBoolean));
  }

  @Race(variable = "Fields.aByte", current = Type.READ)
  static void race_byte() {
    Fields fields = new Fields();
    inOrder(
        () -> fields.aByte = 1, // previous
        () -> use(fields.aByte)); // current
  }

  static void no_race_byte() {
    Fields fields = new Fields();
    inOrder(() -> use(fields.aByte), () -> use(fields.aByte));
  }

  @Race(variable = "Fields.aShort", previous = Type.READ)
  static void race_short() {
    Fields fields = new Fields();
    inOrder(
        () -> use(fields.aShort), // previous
        () -> fields.aShort = 1); // current
  }

  static void no_race_short() {
    Fields fields = new Fields();
    inOrder(() -> use(fields.aShort), () -> use(fields.aShort));
  }

  @Race(variable = "Fields.aChar")
  static void race_char() {
    Fields fields = new Fields();
    inOrder(
        () -> fields.aChar = 'a', // previous
        () -> fields.aChar = 'b'); // current
  }

  static void no_race_char() {
    Fields fields = new Fields();
    inOrder(() -> use(fields.aChar), () -> use(fields.aChar));
  }

  @Race(variable = "Fields.anInt", current = Type.READ)
  static void race_int() {
    Fields fields = new Fields();
    inOrder(
        () -> fields.anInt = 1, // previous
        () -> use(fields.anInt)); // current
  }

  static void no_race_int() {
    Fields fields = new Fields();
    inOrder(() -> use(fields.anInt), () -> use(fields.anInt));
  }

  @Race(variable = "Fields.aLong", previous = Type.READ)
  static void race_long() {
    Fields fields = new Fields();
    inOrder(
        () -> use(fields.aLong), // previous
        () -> fields.aLong = 1L << 40); // current
  }

  static void no_race_long() {
    Fields fields = new Fields();
    inOrder(() -> use(fields.aLong), () -> use(fields.aLong));
  }

  @Race(variable = "Fields.aFloat")
  static void race_float() {
    Fields fields = new Fields();
    inOrder(
        () -> fields.aFloat = 1f, // previous
        () -> fields.aFloat = 2f); // current
  }

  static void no_race_float() {
    Fields fields = new Fields();
    inOrder(() -> use(fields.aFloat), () -> use(fields.aFloat));
  }

  @Race(variable = "Fields.aDouble", current = Type.READ)
  static void race_double() {
    Fields fields = new Fields();
    inOrder(
        () -> fields.aDouble = 1d, // previous
        () -> use(fields.aDouble)); // current
  }

  static void no_race_double() {
    Fields fields = new Fields();
    inOrder(() -> use(fields.aDouble), () -> use(fields.aDouble));
  }

  @Race(variable = "Fields.aString", previous = Type.READ)
  static void race_reference() {
    Fields fields = new Fields();
    inOrder(
        () -> use(fields.aString), // previous
        () -> fields.aString = "b"); // current
  }

  static void no_race_reference() {
    Fields fields = new Fields();
    inOrder(() -> use(fields.aString), () -> use(fields.aString));
  }

  @Race(variable = "Fields.anArray")
  static void race_array_reference() {
    Fields fields = new Fields();
    int[] other = {1};
    inOrder(
        () -> fields.anArray = other, // previous
        () -> fields.anArray = null); // current
  }

  static void no_race_array_reference() {
    Fields fields = new Fields();
    inOrder(() -> use(fields.anArray), () -> use(fields.anArray[0]));
  }

  /** Reading and writing back is one misuse, hence one finding: the read of the second thread comes first. */
  @Race(variable = "Fields.anInt", current = Type.READ)
  static void race_increment() {
    Fields fields = new Fields();
    inOrder(
        () -> fields.anInt++, // previous
        () -> fields.anInt++); // current
  }

  /** JLS 17.6: distinct fields are distinct variables. */
  static void no_race_other_field() {
    Fields fields = new Fields();
    inOrder(() -> fields.anInt = 1, () -> fields.otherInt = 1);
  }

  static void no_race_other_object() {
    Fields first = new Fields();
    Fields second = new Fields();
    inOrder(() -> first.anInt = 1, () -> second.anInt = 1);
  }

  @Race(variable = "Fields.aLong", current = Type.READ)
  static void race_compound_assignment() {
    Fields fields = new Fields();
    inOrder(
        () -> fields.aLong = 7, // previous
        () -> fields.aLong += 5); // current
  }

  /** The same two lines race many times: one finding. */
  @Race(variable = "Fields.anInt")
  static void race_repeated_in_a_loop() {
    Fields fields = new Fields();
    inOrder(
        () -> {
          for (int i = 0; i < 1_000; i++) {
            fields.anInt = i; // previous
          }
        },
        () -> {
          for (int i = 0; i < 1_000; i++) {
            fields.anInt = i; // current
          }
        });
  }

  /** The same two lines race on many objects: one finding. */
  @Race(variable = "Fields.anInt")
  static void race_on_many_objects() {
    Fields[] all = new Fields[100];
    for (int i = 0; i < all.length; i++) {
      all[i] = new Fields();
    }
    inOrder(
        () -> {
          for (Fields fields : all) {
            fields.anInt = 1; // previous
          }
        },
        () -> {
          for (Fields fields : all) {
            fields.anInt = 2; // current
          }
        });
  }

  /** JLS 17.4.5: conflicting needs two threads; program order orders one. */
  static void no_race_same_thread() {
    Fields fields = new Fields();
    inOrder(() -> fields.anInt = fields.anInt + 1, () -> {});
  }

  /** Many readers at once are no race. */
  static void no_race_many_readers() {
    Fields fields = new Fields();
    fields.anInt = 5;
    Order order = new Order();
    together(
        () -> {
          order.meet(0, 1);
          readOften(fields);
        },
        () -> {
          order.meet(1, 0);
          readOften(fields);
        },
        () -> readOften(fields));
  }

  /** The reads of two threads are both remembered: the first one races with the write although the second is joined. */
  @Race(variable = "Fields.anInt", previous = Type.READ)
  static void race_with_one_of_two_readers() {
    Fields fields = new Fields();
    Order order = new Order();
    Object lock = new Object();
    together(
        () -> {
          order.await(1);
          use(fields.anInt); // previous
          order.signal(2);
        },
        () -> {
          use(fields.aLong);
          order.signal(1);
          order.await(2);
          synchronized (lock) {
            use(fields.anInt);
          }
          order.signal(3);
        },
        () -> {
          order.await(3);
          synchronized (lock) {
            fields.anInt = 1; // current
          }
        });
  }

  static void no_race_with_two_joined_readers() {
    Fields fields = new Fields();
    Object lock = new Object();
    inOrder(
        () -> {
          synchronized (lock) {
            use(fields.anInt);
          }
        },
        () -> {
          synchronized (lock) {
            use(fields.anInt);
          }
        },
        () -> {
          synchronized (lock) {
            fields.anInt = 1;
          }
        });
  }

  /** One thread's reads in a loop do not hide the write of the other. */
  @Race(variable = "Fields.aChar", previous = Type.READ)
  static void race_write_after_many_reads() {
    Fields fields = new Fields();
    inOrder(
        () -> {
          for (int i = 0; i < 1_000; i++) {
            use(fields.aChar); // previous
          }
        },
        () -> fields.aChar = 'x'); // current
  }

  private static void readOften(Fields fields) {
    for (int i = 0; i < 1_000; i++) {
      use(fields.anInt);
    }
  }
}
