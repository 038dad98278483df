package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Final fields (JLS 17.5): their values, and what is reached through them, are visible to whoever obtains the object
 * after its constructor ended, by whatever way. The objects are handed over by opaque accesses, which are atomic and
 * order nothing.
 */
final class FinalFieldCases {
  private FinalFieldCases() {}

  private static final class Point {
    final int x;
    final int[] values;
    int loose;

    Point(int x) {
      this.x = x;
      values = new int[3];
      for (int i = 0; i < values.length; i++) {
        values[i] = x;
      }
      loose = x;
    }
  }

  private static final class Registry {
    final Map<String, Integer> byName = new HashMap<>();
    final Cell cell = new Cell();

    Registry() {
      byName.put("a", 1);
      cell.value = 3;
    }
  }

  private record Pair(String left, List<String> right) {}

  static void no_race_final_int() {
    AtomicReference<Point> shared = new AtomicReference<>();
    inOrder(() -> shared.setOpaque(new Point(3)), () -> use(shared.getOpaque().x));
  }

  @Race(variable = "Point.loose", current = Type.READ)
  static void race_non_final_beside_it() {
    AtomicReference<Point> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new Point(3)), // previous
        () -> use(shared.getOpaque().loose)); // current
  }

  static void no_race_array_behind_final() {
    AtomicReference<Point> shared = new AtomicReference<>();
    inOrder(() -> shared.setOpaque(new Point(3)), () -> use(shared.getOpaque().values[1]));
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 1, current = Type.READ)
  static void race_array_behind_final_changed_later() {
    AtomicReference<Point> shared = new AtomicReference<>();
    inOrder(
        () -> {
          Point point = new Point(3);
          shared.setOpaque(point);
          point.values[1] = 4; // previous
        },
        () -> use(shared.getOpaque().values[1])); // current
  }

  static void no_race_map_behind_final() {
    AtomicReference<Registry> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new Registry()),
        () -> use(shared.getOpaque().byName.get("a")));
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_map_behind_final_changed_later() {
    AtomicReference<Registry> shared = new AtomicReference<>();
    inOrder(
        () -> {
          Registry registry = new Registry();
          shared.setOpaque(registry);
          registry.byName.put("b", 2); // previous
        },
        () -> use(shared.getOpaque().byName.get("b"))); // current
  }

  static void no_race_object_behind_final() {
    AtomicReference<Registry> shared = new AtomicReference<>();
    inOrder(() -> shared.setOpaque(new Registry()), () -> use(shared.getOpaque().cell.value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_object_behind_final_changed_later() {
    AtomicReference<Registry> shared = new AtomicReference<>();
    inOrder(
        () -> {
          Registry registry = new Registry();
          shared.setOpaque(registry);
          registry.cell.value = 9; // previous
        },
        () -> use(shared.getOpaque().cell.value)); // current
  }

  /** Only the plain reference is racy; the final fields behind it are not. */
  @Race(variable = "Cell.ref", current = Type.READ)
  static void race_reference_to_an_immutable() {
    Cell holder = new Cell();
    inOrder(
        () -> holder.ref = new Pair("a", List.of("b")), // previous
        () -> use(((Pair) holder.ref).right().get(0))); // current
  }

  static void no_race_record() {
    AtomicReference<Pair> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new Pair("a", List.of("b"))),
        () -> use(shared.getOpaque().left()));
  }

  /** What a lambda captured is final in it. */
  static void no_race_captured_by_lambda() {
    AtomicReference<Runnable> shared = new AtomicReference<>();
    inOrder(
        () -> {
          int number = Thread.currentThread().getName().length();
          String text = "n" + number;
          shared.setOpaque(() -> use(text + number));
        },
        () -> shared.getOpaque().run());
  }

  static void no_race_string_contents() {
    AtomicReference<String> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new StringBuilder("a").append('b').toString()),
        () -> use(shared.getOpaque().charAt(1)));
  }

  static void no_race_read_by_method_handle() throws Exception {
    MethodHandle getter =
        MethodHandles.lookup().findGetter(FreezeCases.Base.class, "cell", Cell.class);
    AtomicReference<FreezeCases.Base> shared = new AtomicReference<>();
    inOrder(() -> shared.setOpaque(new FreezeCases.Base(1)), () -> {
      Cell cell = (Cell) getter.invokeExact(shared.getOpaque());
      use(cell.value);
    });
  }

  static void no_race_read_by_var_handle() throws Exception {
    VarHandle handle =
        MethodHandles.lookup().findVarHandle(FreezeCases.Base.class, "cell", Cell.class);
    AtomicReference<FreezeCases.Base> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new FreezeCases.Base(1)),
        () -> use(((Cell) handle.get(shared.getOpaque())).value));
  }
}
