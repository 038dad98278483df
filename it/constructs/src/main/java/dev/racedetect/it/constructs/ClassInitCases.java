package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Once;
import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Class initialization (JLS 12.4.2: the initializing thread unlocks the class's initialization lock, everyone who uses
 * the class locks it first). Each class is used by one case only, and initialized anew in each JVM.
 */
@Once
final class ClassInitCases {
  private ClassInitCases() {}

  /** An initializer can name no local variable; the cases put here what it needs, before they start a thread. */
  private static final class Context {
    static Order order;
    static Cell cell;
  }

  private static final class Eager {
    static int number;
    static List<String> names = new ArrayList<>();

    static {
      number = 7;
      names.add("a");
    }
  }

  /** What the initializer wrote is visible to a thread that uses the class later. */
  static void no_race_written_by_initializer() {
    inOrder(() -> use(Eager.number), () -> use(Eager.number + Eager.names.size()));
  }

  private static final class Changed {
    static int number = 7;
  }

  @Race(variable = "Changed.number", kind = Kind.STATIC, current = Type.READ)
  static void race_written_after_initialization() {
    inOrder(
        () -> Changed.number = 8, // previous
        () -> use(Changed.number)); // current
  }

  private static final class Lazy {
    static final Cell INSTANCE = new Cell(5);
  }

  static void no_race_lazy_holder() {
    inOrder(() -> use(Lazy.INSTANCE.value), () -> use(Lazy.INSTANCE.value));
  }

  private static final class LazyChanged {
    static final Cell INSTANCE = new Cell(5);
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_lazy_holder_changed() {
    inOrder(
        () -> LazyChanged.INSTANCE.value = 6, // previous
        () -> use(LazyChanged.INSTANCE.value)); // current
  }

  private static final class Gateway {
    static int entered = 1;

    static void enter() {
      use(entered);
    }
  }

  /** All that the initializing thread did before it initialized the class is ordered before later uses of the class. */
  static void no_race_written_before_initialization() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1;
          Gateway.enter();
        },
        () -> {
          Gateway.enter();
          use(cell.value);
        });
  }

  private static final class LateGateway {
    static int entered = 1;

    static void enter() {
      use(entered);
    }
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_read_before_use_of_the_class() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          cell.value = 1; // previous
          LateGateway.enter();
        },
        () -> {
          use(cell.value); // current
          LateGateway.enter();
        });
  }

  private static class Base {
    static int base;

    static {
      base = 3;
    }
  }

  private static final class Derived extends Base {
    static int derived = base + 1;
  }

  /** Initializing a class initializes its superclass first. */
  static void no_race_superclass() {
    inOrder(() -> use(Derived.derived), () -> use(Derived.derived + Base.base));
  }

  private static final class Slow {
    static int number;

    static {
      Context.order.signal(0);
      Context.order.await(1);
      number = 5;
    }
  }

  /** The second thread asks for the class while the first still initializes it, and is blocked until it is done. */
  static void no_race_blocked_by_initialization() {
    Order order = new Order();
    Context.order = order;
    together(() -> use(Slow.number), () -> {
      order.await(0);
      order.signal(1);
      use(Slow.number);
    });
  }

  private static final class Broken {
    static {
      Context.cell.value = 1;
      fail();
    }

    static void touch() {}

    private static void fail() {
      throw new IllegalStateException();
    }
  }

  /** Initialization that fails unlocks as well (JLS 12.4.2, steps 10 and 11). */
  static void no_race_failed_initialization() {
    Cell cell = new Cell();
    Context.cell = cell;
    inOrder(
        () -> {
          try {
            Broken.touch();
          } catch (ExceptionInInitializerError e) {
            use(e);
          }
        },
        () -> {
          try {
            Broken.touch();
          } catch (NoClassDefFoundError e) {
            use(cell.value);
          }
        });
  }

  private enum Planet {
    EARTH(1),
    MARS(2);

    private final int mass;
    private int visits;

    Planet(int mass) {
      this.mass = mass;
      visits = mass;
    }
  }

  static void no_race_enum_constants() {
    inOrder(
        () -> use(Planet.EARTH.mass + Planet.EARTH.visits),
        () -> use(Planet.MARS.mass + Planet.MARS.visits));
  }

  private enum Mutable {
    ONLY;

    private int visits;
  }

  @Race(variable = "Mutable.visits")
  static void race_enum_state() {
    inOrder(
        () -> Mutable.ONLY.visits = 1, // previous
        () -> Mutable.ONLY.visits = 2); // current
  }

  private interface Defaults {
    Cell SHARED = new Cell(4);

    default int shared() {
      return SHARED.value;
    }
  }

  private static final class WithDefaults implements Defaults {}

  static void no_race_interface_initialization() {
    inOrder(() -> use(new WithDefaults().shared()), () -> use(Defaults.SHARED.value));
  }

  private static final class ByReflection {
    static int number = 4;
  }

  static void no_race_initialized_by_reflection() {
    String name = ClassInitCases.class.getName() + "$ByReflection";
    inOrder(() -> use(Class.forName(name)), () -> use(ByReflection.number));
  }

  private static final class Fresh {
    static int[] table = new int[2];

    static {
      table[1] = 3;
    }
  }

  static void no_race_array_filled_by_initializer() {
    inOrder(() -> use(Fresh.table[1]), () -> use(Fresh.table[1]));
  }
}
