package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ListIterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;

/**
 * Elements of an ArrayList. Replacing one is no structural modification (ArrayList), and so conflicts with accesses to the
 * same element only.
 */
final class ElementCases {
  private ElementCases() {}

  private static List<Integer> filled(int size) {
    List<Integer> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(i);
    }
    return list;
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, index = 70)
  static void race_sets() {
    List<Integer> list = filled(100);
    inOrder(
        () -> list.set(70, 1), // previous
        () -> list.set(70, 2)); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, index = 0, previous = Type.READ)
  static void race_get_and_set() {
    List<Integer> list = filled(3);
    inOrder(
        () -> use(list.get(0)), // previous
        () -> list.set(0, 2)); // current
  }

  static void no_race_sets_of_two_elements() {
    List<Integer> list = filled(200);
    inOrder(
        () -> {
          for (int i = 0; i < 200; i += 2) {
            list.set(i, i);
          }
        },
        () -> {
          for (int i = 1; i < 200; i += 2) {
            list.set(i, i + list.get(i));
          }
        },
        () -> use(list.size()));
  }

  static void no_race_gets_of_all() {
    List<Integer> list = filled(200);
    inOrder(() -> use(sum(list)), () -> use(sum(list)), () -> use(sum(list)));
  }

  private static int sum(List<Integer> list) {
    int sum = 0;
    for (int i = 0; i < list.size(); i++) {
      sum += list.get(i);
    }
    return sum;
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, index = 2, previous = Type.READ)
  static void race_iteration() {
    List<Integer> list = filled(3);
    inOrder(
        () -> {
          for (int each : list) { // previous
            use(each);
          }
        },
        () -> list.set(2, 2)); // current
  }

  /** The iteration stops before it comes to the element. */
  static void no_race_iteration_in_part() {
    List<Integer> list = filled(3);
    inOrder(
        () -> {
          for (int each : list) {
            if (each == 1) {
              break;
            }
          }
        },
        () -> list.set(2, 2));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, index = 1, current = Type.READ)
  static void race_list_iterator() {
    List<Integer> list = filled(3);
    inOrder(
        () -> {
          ListIterator<Integer> each = list.listIterator(1);
          each.next();
          each.set(5); // previous
        },
        () -> use(list.get(1))); // current
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, index = 11, current = Type.READ)
  static void race_through_sub_list() {
    List<Integer> list = filled(20);
    List<Integer> part = list.subList(10, 15);
    inOrder(
        () -> part.set(1, 5), // previous
        () -> use(list.get(11))); // current
  }

  static void no_race_sub_lists() {
    List<Integer> list = filled(20);
    List<Integer> low = list.subList(0, 10);
    List<Integer> high = list.subList(10, 20);
    inOrder(() -> low.set(1, 5), () -> high.set(1, 5), () -> use(low.get(2) + high.get(2)));
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, index = 1, current = Type.READ)
  static void race_seen_through_a_view() {
    List<Integer> list = filled(3);
    List<Integer> view = Collections.unmodifiableList(list);
    inOrder(
        () -> list.set(1, 5), // previous
        () -> use(view.get(1))); // current
  }

  /** Index 1 of the view is index 11 of the list. */
  static void no_race_seen_through_a_view_of_a_sub_list() {
    List<Integer> list = filled(20);
    List<Integer> view = Collections.unmodifiableList(list.subList(10, 20));
    inOrder(() -> list.set(1, 5), () -> use(view.get(1)));
  }

  static void no_race_under_a_lock() {
    List<Integer> list = filled(3);
    inOrder(
        () -> {
          synchronized (list) {
            list.set(1, 5);
          }
        },
        () -> {
          synchronized (list) {
            list.set(1, list.get(1) + list.hashCode());
          }
        });
  }

  /** A structural modification moves elements: an index is another element after it. */
  static void no_race_index_after_a_removal() {
    List<Integer> list = filled(10);
    inOrder(
        () -> {
          list.set(5, 1);
          synchronized (list) {
            list.remove(0);
          }
        },
        () -> {
          synchronized (list) {
            list.set(4, 7);
          }
          use(list.get(5));
        });
  }

  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, index = 4)
  static void race_after_a_removal() {
    List<Integer> list = filled(10);
    inOrder(
        () -> {
          synchronized (list) {
            list.remove(0);
          }
          list.set(4, 1); // previous
        },
        () -> {
          synchronized (list) {
            use(list.size());
          }
          list.set(4, 7); // current
        });
  }

  /** Filled by one thread, handed over by a queue. */
  static void no_race_handed_over_by_a_queue() {
    BlockingQueue<List<Integer>> queue = new ArrayBlockingQueue<>(1);
    inOrder(
        () -> {
          List<Integer> list = filled(10);
          list.set(3, 4);
          queue.put(list);
        },
        () -> {
          List<Integer> list = queue.take();
          list.set(3, list.get(3) + 1);
          list.add(5);
        });
  }

  /** The action waits for another thread, which replaces an element that was not read yet. */
  static void no_race_replaced_while_for_each_waits() throws InterruptedException {
    List<Integer> list = filled(3);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch replaced = new CountDownLatch(1);
    Thread other = new Thread(() -> {
      await(begun);
      list.set(2, 7);
      replaced.countDown();
    });
    other.start();
    list.forEach(each -> {
      begun.countDown();
      await(replaced);
    });
    other.join();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** There is no such element: nothing is written. */
  static void no_race_index_out_of_bounds() {
    List<Integer> list = filled(3);
    inOrder(() -> outOfBounds(list), () -> outOfBounds(list));
  }

  private static void outOfBounds(List<Integer> list) {
    try {
      list.set(3, 1);
    } catch (IndexOutOfBoundsException e) {
      use(e);
    }
  }
}
