package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Deadlocks.among;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Waits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Deadlocks of the monitors of {@code Collections.synchronized…}. */
final class WrapperDeadlockCases {
  private static final String OBJECT = "LOCK java.lang.Object";

  private WrapperDeadlockCases() {}

  @Waits({OBJECT, OBJECT})
  static void deadlock_of_synchronized_wrappers() {
    List<String> one = Collections.synchronizedList(new ArrayList<>());
    Object mutex = new Object();
    Order order = new Order();
    Object b = new Object();
    among(
        () -> {
          synchronized (mutex) {
            order.meet(0, 1);
            synchronized (b) { // blocks
              one.add("one");
            }
          }
        },
        () -> {
          synchronized (b) {
            order.meet(1, 0);
            synchronized (mutex) { // blocks
              one.add("other");
            }
          }
        });
  }

  /** The mutex of a wrapper is the wrapper itself. */
  @Waits({"LOCK SynchronizedRandomAccessList", OBJECT})
  static void deadlock_inside_a_synchronized_wrapper() {
    List<String> list = Collections.synchronizedList(new ArrayList<>());
    Object b = new Object();
    Order order = new Order();
    among(
        () -> {
          synchronized (b) {
            order.meet(0, 1);
            list.add("one"); // blocks
          }
        },
        () -> {
          synchronized (list) {
            order.meet(1, 0);
            synchronized (b) { // blocks
              list.add("other");
            }
          }
        });
  }

  static void no_deadlock_of_synchronized_wrappers() {
    List<String> one = Collections.synchronizedList(new ArrayList<>());
    List<String> other = Collections.synchronizedList(new ArrayList<>());
    together(
        () -> {
          for (int i = 0; i < 100; i++) {
            one.addAll(List.of("x"));
            other.add("y");
          }
        },
        () -> {
          for (int i = 0; i < 100; i++) {
            other.addAll(List.of("x"));
            one.add("y");
          }
        });
  }
}
