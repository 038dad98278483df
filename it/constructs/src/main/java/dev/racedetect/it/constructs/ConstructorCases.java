package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import dev.racedetect.it.harness.Threads;
import java.util.concurrent.atomic.AtomicReference;

/** Construction: a constructor has no synchronization of its own; an object is as safe as the way it is handed over. */
final class ConstructorCases {
  private static Cell published;
  private static volatile Cell publishedSafely;

  private ConstructorCases() {}

  private static class Part {
    int size;
    long stamp = 5;

    {
      size = 1;
    }

    Part() {
      this(2);
    }

    Part(int size) {
      this.size += size;
    }
  }

  private static final class SubPart extends Part {
    int extra;

    SubPart(int size, int extra) {
      super(Math.max(size, extra));
      this.extra = extra;
    }
  }

  private static final class Escaping {
    int ready;

    Escaping(AtomicReference<Escaping> shared, Order order) {
      shared.setOpaque(this);
      order.meet(0, 1);
      ready = 1;
    }
  }

  private static final class StartedLast extends Thread {
    int early;

    StartedLast() {
      early = 1;
      start();
    }

    @Override
    public void run() {
      use(early);
    }
  }

  private final class WithOuter {
    final int number;

    WithOuter(int number) {
      this.number = number;
    }
  }

  private static final class Failing {
    Failing(Cell cell) {
      cell.value = 1;
      throw new IllegalStateException();
    }
  }

  @Race(variable = "ConstructorCases.published", kind = Kind.STATIC, current = Type.READ)
  static void race_published_by_plain_static() {
    inOrder(
        () -> published = new Cell(3), // previous
        () -> use(published)); // current
  }

  static void no_race_published_by_volatile_static() {
    inOrder(() -> publishedSafely = new Cell(3), () -> use(publishedSafely.value));
  }

  /** Written by the constructor, read by a thread that got the object without an edge. */
  @Race(variable = "Part.size", current = Type.READ)
  static void race_constructor_write() {
    AtomicReference<Part> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new Part(1)), // previous
        () -> use(shared.getOpaque().size)); // current
  }

  static void no_race_constructor_write() {
    AtomicReference<Part> shared = new AtomicReference<>();
    inOrder(() -> shared.set(new Part()), () -> use(shared.get().size + shared.get().stamp));
  }

  @Race(variable = "Part.stamp", current = Type.READ)
  static void race_field_initializer() {
    AtomicReference<Part> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new Part()), // previous
        () -> use(shared.getOpaque().stamp)); // current
  }

  @Race(variable = "SubPart.extra", current = Type.READ)
  static void race_subclass_constructor() {
    AtomicReference<SubPart> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new SubPart(1, 2)), // previous
        () -> use(shared.getOpaque().extra)); // current
  }

  static void no_race_subclass_constructor() {
    AtomicReference<SubPart> shared = new AtomicReference<>();
    inOrder(() -> shared.set(new SubPart(1, 2)), () -> use(shared.get().extra + shared.get().size));
  }

  @Race(variable = "Escaping.ready")
  static void race_this_escapes() {
    AtomicReference<Escaping> shared = new AtomicReference<>();
    Order order = new Order();
    together(
        () -> use(new Escaping(shared, order)), // current
        () -> {
          order.await(0);
          shared.getOpaque().ready = 2; // previous
          order.signal(1);
        });
  }

  static void no_race_thread_started_last_in_constructor() throws InterruptedException {
    new StartedLast().join();
  }

  /** Starting a thread in a constructor: what the constructor writes afterwards races. */
  @Race(variable = "1Late.late", current = Type.READ, currentCalls = "run")
  static void race_thread_started_first_in_constructor() throws InterruptedException {
    class Late extends Thread {
      // Not final: who reads a final field is taken for ordered after the whole constructor, see
      // docs/model.md.
      private Order order = new Order();
      int late;

      Late() {
        start();
        late = 1; // previous
        order.signal(0);
      }

      @Override
      public void run() {
        order.await(0);
        use(late); // current
      }
    }

    new Late().join();
  }

  static void no_race_inner_class_instance() {
    ConstructorCases outer = new ConstructorCases();
    inOrder(() -> use(outer.new WithOuter(3).number), () -> use(outer.new WithOuter(4).number));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_write_in_failing_constructor() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          try {
            use(new Failing(cell)); // previous
          } catch (IllegalStateException e) {
            use(e);
          }
        },
        () -> use(cell.value)); // current
  }

  static void no_race_objects_of_two_threads() {
    inOrder(() -> new Part().size++, () -> new Part().size++);
  }

  /** The default value of a field is written before the object exists for anyone (JLS 17.4.4). */
  static void no_race_default_value() {
    AtomicReference<Cell> shared = new AtomicReference<>();
    inOrder(() -> shared.setOpaque(new Cell()), () -> use(shared.getOpaque().value));
  }

  static void no_race_safe_publication_by_start() {
    Cell cell = new Cell(5);
    Threads.start(() -> use(cell.value)).finish();
  }
}
