package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import dev.racedetect.it.harness.Threads;
import java.util.concurrent.locks.ReentrantLock;

/** A loop that is cut short, by a jump, an exception or a lock within, has accessed what it has accessed. */
final class LoopEndCases {
  private LoopEndCases() {}

  /** The iteration that breaks has read its element, and not written it. */
  @Race(variable = "int[]", kind = Kind.ARRAY, index = 10, previous = Type.READ)
  static void race_read_before_break() {
    int[] array = new int[100];
    array[10] = 7;
    inOrder(
        () -> {
          for (int i = 0; i < 100; i++) {
            if (array[i] == 7) { // previous
              break;
            }
            array[i] = i;
          }
        },
        () -> array[10] = 2); // current
  }

  static void no_race_write_after_break() {
    int[] array = new int[100];
    array[10] = 7;
    inOrder(
        () -> {
          for (int i = 0; i < 100; i++) {
            if (array[i] == 7) {
              break;
            }
            array[i] = i;
          }
        },
        () -> use(array[10]));
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 5, previous = Type.READ)
  static void race_read_before_exception() {
    int[] array = new int[50];
    int[] divisors = {1, 1, 1, 1, 1, 0, 1};
    inOrder(
        () -> {
          try {
            for (int i = 0; i < 7; i++) {
              array[i] = array[i] / divisors[i]; // previous
            }
          } catch (ArithmeticException e) {
            use(e);
          }
        },
        () -> array[5] = 1); // current
  }

  static void no_race_write_after_exception() {
    int[] array = new int[50];
    int[] divisors = {1, 1, 1, 1, 1, 0, 1};
    inOrder(
        () -> {
          try {
            for (int i = 0; i < 7; i++) {
              array[i] = array[i] / divisors[i];
            }
          } catch (ArithmeticException e) {
            use(e);
          }
        },
        () -> use(array[5]),
        () -> use(array[6] = 1));
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 49, current = Type.READ)
  static void race_ended_by_its_bounds() {
    int[] array = new int[50];
    inOrder(
        () -> {
          int i = 0;
          try {
            while (true) {
              array[i] = i; // previous
              i++;
            }
          } catch (ArrayIndexOutOfBoundsException e) {
            use(e);
          }
        },
        () -> use(array[49])); // current
  }

  @Race(variable = "char[]", kind = Kind.ARRAY, index = 4, previous = Type.READ)
  static void race_returned_from() {
    char[] array = new char[100];
    array[4] = 'x';
    inOrder(
        () -> {
          for (int i = 0; i < 100; i++) {
            if (array[i] == 'x') { // previous
              return;
            }
          }
        },
        () -> array[4] = 'y'); // current
  }

  static void no_race_returned_from() {
    char[] array = new char[100];
    array[4] = 'x';
    inOrder(
        () -> {
          for (int i = 0; i < 100; i++) {
            if (array[i] == 'x') {
              return;
            }
          }
        },
        () -> array[5] = 'y');
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 3, current = Type.READ)
  static void race_thrown_out_of_the_method() {
    int[] array = new int[50];
    Threads.Body failing = () -> {
      for (int i = 0; i < 50; i++) {
        array[i] = i; // previous
        if (i == 3) {
          throw new IllegalStateException();
        }
      }
    };
    inOrder(() -> runFailing(failing), () -> use(array[3])); // current
  }

  static void no_race_thrown_out_of_the_method() {
    int[] array = new int[50];
    Threads.Body failing = () -> {
      for (int i = 0; i < 50; i++) {
        array[i] = i;
        if (i == 3) {
          throw new IllegalStateException();
        }
      }
    };
    inOrder(() -> runFailing(failing), () -> use(array[4] = 1));
  }

  private static void runFailing(Threads.Body body) throws Throwable {
    try {
      body.run();
    } catch (IllegalStateException e) {
      use(e);
    }
  }

  static void no_race_without_iteration() {
    int[] array = new int[50];
    int[] none = null;
    inOrder(
        () -> {
          for (int i = 50; i < array.length; i++) {
            array[i] = none[i];
          }
        },
        () -> use(array[0] = 1));
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 21)
  static void race_left_by_label() {
    int[] array = new int[100];
    inOrder(
        () -> {
          outer:
          for (int i = 0; i < 10; i++) {
            for (int j = 0; j < 10; j++) {
              array[20 + j] = i; // previous
              if (i == 0 && j == 1) {
                break outer;
              }
            }
            array[i] = 1;
          }
        },
        () -> array[21] = 1); // current
  }

  static void no_race_left_by_label() {
    int[] array = new int[100];
    inOrder(
        () -> {
          outer:
          for (int i = 0; i < 10; i++) {
            for (int j = 0; j < 10; j++) {
              array[20 + j] = i;
              if (i == 0 && j == 1) {
                break outer;
              }
            }
            array[i] = 1;
          }
        },
        () -> {
          array[22] = 1;
          array[0] = 1;
        });
  }

  /** What was accessed before the lock was given back is ordered by it, what is accessed later is not. */
  @Race(variable = "int[]", kind = Kind.ARRAY, index = 31, current = Type.READ)
  static void race_after_a_lock_in_the_loop() {
    int[] array = new int[100];
    ReentrantLock lock = new ReentrantLock();
    inOrder(
        () -> {
          for (int i = 0; i < 60; i++) {
            array[i] = i; // previous
            if (i == 30) {
              lock.lock();
              lock.unlock();
            }
          }
        },
        () -> {
          lock.lock();
          lock.unlock();
          use(array[31]); // current
        });
  }

  static void no_race_before_a_lock_in_the_loop() {
    int[] array = new int[100];
    ReentrantLock lock = new ReentrantLock();
    inOrder(
        () -> {
          for (int i = 0; i < 60; i++) {
            array[i] = i;
            if (i == 30) {
              lock.lock();
              lock.unlock();
            }
          }
        },
        () -> {
          lock.lock();
          lock.unlock();
          use(array[30]);
        });
  }

  static void no_race_under_a_lock_by_turns() {
    int[] array = new int[1000];
    Object lock = new Object();
    Threads.Body turn = () -> {
      for (int r = 0; r < 20; r++) {
        synchronized (lock) {
          for (int i = r; i < 1000; i += 3) {
            array[i]++;
          }
        }
      }
    };
    inOrder(turn, turn, turn);
  }
}
