package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Accesses of a method to objects that it has made, before and after others can have them. What is handed over by opaque
 * accesses is ordered by nothing.
 */
final class NewObjectCases {
  private NewObjectCases() {}

  /** Its constructor lets others have it. */
  private static final class Leaking {
    int value;

    Leaking(AtomicReference<Leaking> shared) {
      shared.setOpaque(this);
    }
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_before_it_is_handed_over() {
    AtomicReference<Cell> shared = new AtomicReference<>();
    inOrder(
        () -> {
          Cell cell = new Cell();
          cell.value = 2; // previous
          shared.setOpaque(cell);
        },
        () -> use(shared.getOpaque().value)); // current
  }

  static void no_race_written_before_it_is_handed_over() {
    AtomicReference<Cell> shared = new AtomicReference<>();
    inOrder(
        () -> {
          Cell cell = new Cell();
          cell.value = 1;
          cell.value++;
          shared.set(cell);
        },
        () -> shared.get().value++);
  }

  @Race(variable = "Cell.value", previous = Type.READ, current = Type.WRITE)
  static void race_read_again_after_it_was_handed_over() {
    AtomicReference<Cell> shared = new AtomicReference<>();
    inOrder(
        () -> {
          Cell cell = new Cell();
          use(cell.value);
          shared.setOpaque(cell);
          use(cell.value); // previous
        },
        () -> shared.getOpaque().value = 3); // current
  }

  @Race(variable = "Cell.value", previous = Type.READ, current = Type.WRITE)
  static void race_written_after_it_was_handed_over() {
    AtomicReference<Cell> shared = new AtomicReference<>();
    Order order = new Order();
    together(
        () -> {
          Cell cell = new Cell();
          shared.setOpaque(cell);
          order.meet(0, 1);
          cell.value = 4; // current
        },
        () -> {
          order.await(0);
          use(shared.getOpaque().value); // previous
          order.signal(1);
        });
  }

  @Race(variable = "NewObjectCases$Leaking.value", previous = Type.READ, current = Type.WRITE)
  static void race_handed_over_by_its_constructor() {
    AtomicReference<Leaking> shared = new AtomicReference<>();
    Order order = new Order();
    together(
        () -> {
          Leaking made = new Leaking(shared);
          order.meet(0, 1);
          made.value = 5; // current
        },
        () -> {
          order.await(0);
          use(shared.getOpaque().value); // previous
          order.signal(1);
        });
  }

  @Race(variable = "Cell.value", previous = Type.READ, current = Type.WRITE)
  static void race_handed_over_under_another_name() {
    AtomicReference<Cell> shared = new AtomicReference<>();
    Order order = new Order();
    together(
        () -> {
          Cell cell = new Cell();
          Object other = cell;
          shared.setOpaque((Cell) other);
          order.meet(0, 1);
          cell.value = 6; // current
        },
        () -> {
          order.await(0);
          use(shared.getOpaque().value); // previous
          order.signal(1);
        });
  }

  /** Which of two objects that one instruction made a variable means changes from turn to turn. */
  @Race(variable = "Cell.value", previous = Type.READ, current = Type.WRITE)
  static void race_made_in_the_turn_before() {
    AtomicReference<Cell> shared = new AtomicReference<>();
    Order order = new Order();
    together(
        () -> {
          Cell before = null;
          for (int i = 0; i < 2; i++) {
            Cell cell = new Cell();
            cell.value = i;
            if (before != null) {
              order.meet(0, 1);
              before.value = 7; // current
            } else {
              cell.value = 8;
              shared.set(cell);
            }
            before = cell;
          }
        },
        () -> {
          order.await(0);
          use(shared.get().value); // previous
          order.signal(1);
        });
  }

  /** What threw may have handed it over. */
  @Race(variable = "Cell.value", previous = Type.READ, current = Type.WRITE)
  static void race_handed_over_by_what_threw() {
    AtomicReference<Cell> shared = new AtomicReference<>();
    Order order = new Order();
    together(
        () -> {
          Cell cell = new Cell();
          try {
            handOver(cell, shared);
          } catch (IllegalStateException e) {
            order.meet(0, 1);
            cell.value = 9; // current
          }
        },
        () -> {
          order.await(0);
          use(shared.getOpaque().value); // previous
          order.signal(1);
        });
  }

  private static void handOver(Cell cell, AtomicReference<Cell> shared) {
    shared.setOpaque(cell);
    throw new IllegalStateException();
  }

  static void no_race_kept_in_another_new_object() {
    AtomicReference<Cell> shared = new AtomicReference<>();
    inOrder(
        () -> {
          Cell inner = new Cell();
          Cell outer = new Cell();
          outer.ref = inner;
          inner.value = 10;
          shared.set(outer);
        },
        () -> use(((Cell) shared.get().ref).value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_kept_in_another_new_object() {
    AtomicReference<Cell> shared = new AtomicReference<>();
    inOrder(
        () -> {
          Cell inner = new Cell();
          Cell outer = new Cell();
          outer.ref = inner;
          shared.set(outer);
          inner.value = 11; // previous
        },
        () -> use(((Cell) shared.get().ref).value)); // current
  }

  /** A tree of new objects, whose method calls itself. */
  private static Cell chain(int depth) {
    Cell cell = new Cell();
    cell.value = depth;
    if (depth > 0) {
      cell.ref = chain(depth - 1);
    }
    return cell;
  }

  static void no_race_made_by_recursion() {
    AtomicReference<Cell> shared = new AtomicReference<>();
    inOrder(() -> shared.set(chain(3)), () -> use(((Cell) shared.get().ref).value));
  }

  private static Cell chainInRace(int depth) {
    Cell cell = new Cell();
    cell.value = depth;
    if (depth > 0) {
      cell.ref = chainInRace(depth - 1);
    }
    return cell;
  }

  @Race(
      variable = "Cell.value",
      current = Type.READ,
      previousCalls = {"chainInRace", "lambda$race_made_by_recursion$"})
  static void race_made_by_recursion() {
    AtomicReference<Cell> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(chainInRace(2)), // previous
        () -> use(shared.getOpaque().value)); // current
  }
}
