package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** Atomics (each method has the memory effects of the VarHandle access mode that its documentation names). */
final class AtomicCases {
  private AtomicCases() {}

  private static final class Node {
    static final AtomicReferenceFieldUpdater<Node, Cell> ITEM =
        AtomicReferenceFieldUpdater.newUpdater(Node.class, Cell.class, "item");
    static final AtomicIntegerFieldUpdater<Node> STATE =
        AtomicIntegerFieldUpdater.newUpdater(Node.class, "state");

    volatile Cell item;
    volatile int state;
  }

  static void no_race_set_get() {
    Cell cell = new Cell();
    AtomicInteger flag = new AtomicInteger();
    inOrder(
        () -> {
          cell.value = 1;
          flag.set(1);
        },
        () -> use(flag.get() + cell.value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_set() {
    Cell cell = new Cell();
    AtomicInteger flag = new AtomicInteger();
    inOrder(
        () -> {
          flag.set(1);
          cell.value = 1; // previous
        },
        () -> use(flag.get() + cell.value)); // current
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_other_atomic() {
    Cell cell = new Cell();
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    inOrder(
        () -> {
          cell.value = 1; // previous
          first.set(1);
        },
        () -> use(second.get() + cell.value)); // current
  }

  /** {@code lazySet} is a release write. */
  static void no_race_lazy_set() {
    Cell cell = new Cell();
    AtomicLong flag = new AtomicLong();
    inOrder(
        () -> {
          cell.value = 1;
          flag.lazySet(1);
        },
        () -> use(flag.get() + cell.value));
  }

  static void no_race_release_acquire() {
    Cell cell = new Cell();
    AtomicReference<String> flag = new AtomicReference<>();
    inOrder(
        () -> {
          cell.value = 1;
          flag.setRelease("x");
        },
        () -> use(flag.getAcquire() + cell.value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_opaque() {
    Cell cell = new Cell();
    AtomicInteger flag = new AtomicInteger();
    inOrder(
        () -> {
          cell.value = 1; // previous
          flag.setOpaque(1);
        },
        () -> use(flag.getOpaque() + cell.value)); // current
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_set_plain() {
    Cell cell = new Cell();
    AtomicInteger flag = new AtomicInteger();
    inOrder(
        () -> {
          cell.value = 1; // previous
          flag.setPlain(1);
        },
        () -> use(flag.get() + cell.value)); // current
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_get_plain() {
    Cell cell = new Cell();
    AtomicInteger flag = new AtomicInteger();
    inOrder(
        () -> {
          cell.value = 1; // previous
          flag.set(1);
        },
        () -> use(flag.getPlain() + cell.value)); // current
  }

  static void no_race_compare_and_set() {
    Cell cell = new Cell();
    AtomicInteger state = new AtomicInteger();
    inOrder(
        () -> {
          cell.value = 1;
          use(state.compareAndSet(0, 1));
        },
        () -> {
          if (state.compareAndSet(1, 2)) {
            use(cell.value);
          }
        });
  }

  /** A failing compareAndSet still reads with the effects of a volatile read. */
  static void no_race_failed_compare_and_set_reads() {
    Cell cell = new Cell();
    AtomicInteger state = new AtomicInteger();
    inOrder(
        () -> {
          cell.value = 1;
          state.set(5);
        },
        () -> {
          if (!state.compareAndSet(0, 1)) {
            use(cell.value);
          }
        });
  }

  /** A failing compareAndSet writes nothing, hence publishes nothing. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_failed_compare_and_set_writes_not() {
    Cell cell = new Cell();
    AtomicInteger state = new AtomicInteger();
    inOrder(
        () -> {
          cell.value = 1; // previous
          use(state.compareAndSet(7, 8));
        },
        () -> use(state.get() + cell.value)); // current
  }

  static void no_race_compare_and_exchange() {
    Cell cell = new Cell();
    AtomicInteger state = new AtomicInteger();
    inOrder(
        () -> {
          cell.value = 1;
          use(state.compareAndExchange(0, 1));
        },
        () -> use(state.compareAndExchange(1, 2) + cell.value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_weak_compare_and_set_plain() {
    Cell cell = new Cell();
    AtomicInteger state = new AtomicInteger();
    inOrder(
        () -> {
          cell.value = 1; // previous
          while (!state.weakCompareAndSetPlain(0, 1)) {
            Thread.onSpinWait();
          }
        },
        () -> use(state.get() + cell.value)); // current
  }

  static void no_race_chain_of_increments() {
    Cell cell = new Cell();
    AtomicInteger turn = new AtomicInteger();
    inOrder(
        () -> {
          cell.value = 1;
          use(turn.incrementAndGet());
        },
        () -> {
          use(turn.getAndIncrement());
          cell.value++;
          use(turn.addAndGet(2));
        },
        () -> use(turn.getAndAdd(1) + cell.value));
  }

  static void no_race_functional_updates() {
    Cell cell = new Cell();
    AtomicInteger turn = new AtomicInteger();
    inOrder(
        () -> {
          cell.value = 1;
          use(turn.updateAndGet(x -> x + 1));
        },
        () -> {
          use(turn.getAndUpdate(x -> x * 2));
          cell.value++;
          use(turn.accumulateAndGet(3, Integer::sum));
        },
        () -> use(turn.getAndAccumulate(1, Integer::max) + cell.value));
  }

  static void no_race_get_and_set() {
    AtomicReference<Cell> slot = new AtomicReference<>();
    inOrder(() -> use(slot.getAndSet(new Cell(1))), () -> use(slot.getAndSet(null).value++));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_object_in_a_reference() {
    AtomicReference<Cell> slot = new AtomicReference<>(new Cell());
    inOrder(
        () -> slot.get().value++, // previous
        () -> slot.get().value++); // current
  }

  static void no_race_boolean_spin_lock() {
    Cell cell = new Cell();
    AtomicBoolean busy = new AtomicBoolean();
    inOrder(() -> incrementSpinning(cell, busy), () -> incrementSpinning(cell, busy));
  }

  private static void incrementSpinning(Cell cell, AtomicBoolean busy) {
    while (!busy.compareAndSet(false, true)) {
      Thread.onSpinWait();
    }
    cell.value++;
    busy.set(false);
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_boolean_read_by_one_only() {
    Cell cell = new Cell();
    AtomicBoolean done = new AtomicBoolean();
    inOrder(
        () -> {
          cell.value = 1; // previous
          use(done.get());
        },
        () -> use(done.get() ? 0 : cell.value)); // current
  }

  static void no_race_array_same_index() {
    Cell cell = new Cell();
    AtomicIntegerArray flags = new AtomicIntegerArray(4);
    inOrder(
        () -> {
          cell.value = 1;
          flags.set(2, 1);
        },
        () -> use(flags.get(2) + cell.value));
  }

  /** Each element is a variable of its own. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_array_other_index() {
    Cell cell = new Cell();
    AtomicIntegerArray flags = new AtomicIntegerArray(4);
    inOrder(
        () -> {
          cell.value = 1; // previous
          flags.set(2, 1);
        },
        () -> use(flags.get(3) + cell.value)); // current
  }

  static void no_race_reference_array() {
    AtomicReferenceArray<Cell> slots = new AtomicReferenceArray<>(3);
    inOrder(() -> slots.lazySet(1, new Cell(5)), () -> use(slots.getAcquire(1).value));
  }

  static void no_race_field_updaters() {
    Node node = new Node();
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1;
          Node.ITEM.set(node, cell);
          use(Node.STATE.incrementAndGet(node));
        },
        () -> {
          if (Node.STATE.compareAndSet(node, 1, 2)) {
            cell.value++;
          }
          Node.STATE.lazySet(node, 3);
        },
        () -> use(node.state + Node.ITEM.get(node).value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_field_updaters_of_two_fields() {
    Node node = new Node();
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          use(Node.STATE.incrementAndGet(node));
        },
        () -> {
          use(Node.ITEM.get(node));
          use(cell.value); // current
        });
  }

  static void no_race_stamped_reference() {
    AtomicStampedReference<Cell> slot = new AtomicStampedReference<>(null, 0);
    inOrder(
        () -> use(slot.compareAndSet(null, new Cell(4), 0, 1)),
        () -> use(slot.get(new int[1]).value + slot.getStamp()));
  }

  static void no_race_markable_reference() {
    AtomicMarkableReference<Cell> slot = new AtomicMarkableReference<>(null, false);
    inOrder(() -> slot.set(new Cell(4), true), () -> use(slot.getReference().value));
  }

  /** Adders promise no memory effects. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_long_adder() {
    Cell cell = new Cell();
    LongAdder adder = new LongAdder();
    inOrder(
        () -> {
          cell.value = 1; // previous
          adder.increment();
        },
        () -> use(adder.sum() + cell.value)); // current
  }

  static void no_race_long_adder_itself() {
    LongAdder adder = new LongAdder();
    inOrder(adder::increment, () -> use(adder.sum()), adder::increment);
  }

  static void no_race_method_reference() {
    Cell cell = new Cell();
    AtomicInteger turn = new AtomicInteger();
    IntSupplier next = turn::incrementAndGet;
    inOrder(
        () -> {
          cell.value = 1;
          use(next.getAsInt());
        },
        () -> {
          use(next.getAsInt());
          use(cell.value);
        });
  }

  /** As a Number: {@code intValue} has the effects of {@code get}. */
  static void no_race_int_value() {
    Cell cell = new Cell();
    AtomicInteger flag = new AtomicInteger();
    inOrder(
        () -> {
          cell.value = 1;
          flag.set(1);
        },
        () -> use(flag.intValue() + cell.value));
  }
}
