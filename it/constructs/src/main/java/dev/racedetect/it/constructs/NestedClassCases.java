package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Inner, local and anonymous classes, lambdas, method references, records, enums, interfaces, switches. */
final class NestedClassCases {
  private NestedClassCases() {}

  private static final class Outer {
    private int hits;
    private int misses;

    private final class Inner {
      int depth;

      void hit() {
        hits++;
      }

      final class Innermost {
        void hit() {
          misses++;
          depth++;
        }
      }
    }

    Runnable hitter() {
      return () -> hits++;
    }

    void set(int value) {
      misses = value;
    }

    int get() {
      return misses;
    }
  }

  private record Sample(int[] values, String name) {
    static int made;

    Sample {
      made++;
    }
  }

  private enum Operation {
    PLUS {
      @Override
      void apply(Cell cell) {
        cell.value++;
      }
    },
    RESET {
      @Override
      void apply(Cell cell) {
        cell.value = 0;
      }
    };

    abstract void apply(Cell cell);
  }

  private sealed interface Node permits Leaf, Branch {}

  private static final class Leaf implements Node {
    int weight;
  }

  private static final class Branch implements Node {
    Node left = new Leaf();
  }

  @Race(variable = "Outer.hits", current = Type.READ)
  static void race_inner_class_writes_outer_field() {
    Outer outer = new Outer();
    Outer.Inner inner = outer.new Inner();
    inOrder(
        () -> inner.hit(), // previous
        () -> use(outer.hits)); // current
  }

  static void no_race_inner_class_locks_outer() {
    Outer outer = new Outer();
    Outer.Inner inner = outer.new Inner();
    inOrder(
        () -> {
          synchronized (outer) {
            inner.hit();
          }
        },
        () -> {
          synchronized (outer) {
            use(outer.hits);
          }
        });
  }

  @Race(variable = "Outer.misses", current = Type.READ)
  static void race_innermost_class() {
    Outer outer = new Outer();
    Outer.Inner.Innermost innermost = outer.new Inner().new Innermost();
    inOrder(
        () -> innermost.hit(), // previous
        () -> use(outer.misses)); // current
  }

  static void no_race_two_inner_instances() {
    Outer outer = new Outer();
    Outer.Inner one = outer.new Inner();
    Outer.Inner two = outer.new Inner();
    inOrder(() -> one.depth++, () -> two.depth++);
  }

  @Race(variable = "Outer.hits", current = Type.READ)
  static void race_lambda_captures_this() {
    Outer outer = new Outer();
    Runnable hitter = outer.hitter();
    inOrder(
        () -> hitter.run(), // previous
        () -> use(outer.hits)); // current
  }

  static void no_race_lambdas_of_two_objects() {
    inOrder(new Outer().hitter()::run, new Outer().hitter()::run);
  }

  @Race(variable = "Outer.misses", current = Type.READ)
  static void race_bound_method_reference() {
    Outer outer = new Outer();
    IntConsumer setter = outer::set;
    IntSupplier getter = outer::get;
    inOrder(
        () -> setter.accept(1), // previous
        () -> use(getter.getAsInt())); // current
  }

  static void no_race_bound_method_reference() {
    IntConsumer one = new Outer()::set;
    IntConsumer two = new Outer()::set;
    inOrder(() -> one.accept(1), () -> two.accept(1));
  }

  /** An array of one element, the usual way to let a lambda change a local. */
  @Race(variable = "int[]", kind = Kind.ARRAY, index = 0, current = Type.READ)
  static void race_captured_array() {
    int[] count = {0};
    inOrder(
        () -> count[0]++, // previous
        () -> count[0]++); // current
  }

  static void no_race_captured_local() {
    int count = Thread.currentThread().getName().length();
    inOrder(() -> use(count), () -> use(count + 1));
  }

  @Race(variable = "Cell.value")
  static void race_anonymous_class() {
    Cell cell = new Cell();
    Runnable writer = new Runnable() {
      @Override
      public void run() {
        cell.value = 1; // previous
      }
    };
    inOrder(writer::run, () -> cell.value = 2); // current
  }

  static void no_race_local_class() {
    class Counter {
      int count;
    }

    Counter one = new Counter();
    Counter two = new Counter();
    inOrder(() -> one.count++, () -> two.count++);
  }

  @Race(variable = "1Tally.count", current = Type.READ)
  static void race_local_class() {
    class Tally {
      int count;
    }

    Tally tally = new Tally();
    inOrder(
        () -> tally.count++, // previous
        () -> tally.count++); // current
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 0, current = Type.READ)
  static void race_array_of_a_record() {
    Sample sample = new Sample(new int[2], "s");
    inOrder(
        () -> sample.values()[0] = 1, // previous
        () -> use(sample.values()[0])); // current
  }

  static void no_race_record_components() {
    Sample sample = new Sample(new int[2], "s");
    inOrder(() -> use(sample.name() + sample), () -> use(sample.equals(sample)));
  }

  @Race(variable = "Sample.made", kind = Kind.STATIC, current = Type.READ)
  static void race_static_of_a_record() {
    inOrder(
        () -> use(new Sample(null, "a")), // previous
        () -> use(new Sample(null, "b"))); // current
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_in_enum_bodies() {
    Cell cell = new Cell();
    inOrder(
        () -> Operation.RESET.apply(cell), // previous
        () -> Operation.PLUS.apply(cell)); // current
  }

  static void no_race_in_enum_bodies() {
    inOrder(() -> Operation.RESET.apply(new Cell()), () -> Operation.PLUS.apply(new Cell()));
  }

  static void no_race_switch_on_enum() {
    inOrder(() -> use(describe(Operation.PLUS)), () -> use(describe(Operation.RESET)));
  }

  private static String describe(Operation operation) {
    return switch (operation) {
      case PLUS -> "plus";
      case RESET -> "reset";
    };
  }

  static void no_race_switch_on_string() {
    inOrder(() -> use(number("two")), () -> use(number("one")));
  }

  private static int number(String name) {
    switch (name) {
      case "one":
        return 1;
      case "two":
        return 2;
      default:
        return 0;
    }
  }

  @Race(variable = "Leaf.weight", current = Type.READ)
  static void race_behind_pattern_match() {
    Branch branch = new Branch();
    inOrder(
        () -> weigh(branch, 3), // previous
        () -> weigh(branch, 4)); // current
  }

  private static void weigh(Branch branch, int by) {
    if (branch.left instanceof Leaf leaf) {
      leaf.weight += by;
    }
  }

  static void no_race_behind_pattern_match() {
    inOrder(() -> weigh(new Branch(), 3), () -> weigh(new Branch(), 4));
  }

  /** String concatenation is an invokedynamic instruction; the operands are read by the case. */
  @Race(variable = "Cell.value", previous = Type.READ)
  static void race_in_string_concatenation() {
    Cell cell = new Cell();
    inOrder(
        () -> use("value " + cell.value + "!"), // previous
        () -> cell.value = 1); // current
  }

  static void no_race_in_string_concatenation() {
    Cell cell = new Cell(5);
    inOrder(() -> use("value " + cell.value), () -> use("value " + cell.value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_in_conditional_expression() {
    Cell cell = new Cell();
    inOrder(
        () -> cell.value = 1, // previous
        () -> use(cell.ref == null ? cell.value : 0)); // current
  }

  static void no_race_branch_not_taken() {
    Cell cell = new Cell();
    inOrder(() -> cell.value = 1, () -> use(cell.ref != null ? cell.value : 0));
  }

  static void no_race_constructor_reference() {
    Supplier<Cell> maker = Cell::new;
    inOrder(() -> maker.get().value++, () -> maker.get().value++);
  }

  @Race(variable = "Cell.ref", current = Type.READ)
  static void race_chained_dereference() {
    Cell cell = new Cell();
    cell.ref = new Cell();
    inOrder(
        () -> ((Cell) cell.ref).ref = "x", // previous
        () -> use(((Cell) cell.ref).ref)); // current
  }
}
