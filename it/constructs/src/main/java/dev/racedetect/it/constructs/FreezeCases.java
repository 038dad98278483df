package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.KnownMiss;
import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import dev.racedetect.it.harness.Threads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * When final fields are frozen, and by which ways they are read (JLS 17.5.1, 17.5.3). As in {@link FinalFieldCases} the
 * objects are handed over by opaque accesses, which order nothing.
 */
final class FreezeCases {
  private FreezeCases() {}

  private record Name(String first, String last) {}

  /** All that is reached through it is immutable, but not all that it has. */
  private static final class Person {
    private final Name name;
    private final Cell cell;
    private int age;

    Person(Cell cell) {
      this.name = new Name("a", "b");
      this.cell = cell;
      this.age = 4;
    }
  }

  static class Base {
    final Cell cell;

    Base(int value) {
      cell = new Cell(value);
      cell.ref = "a";
    }
  }

  private static final class Derived extends Base {
    final List<Cell> more = new ArrayList<>();

    Derived() {
      super(3);
      more.add(new Cell(4));
    }
  }

  private static final class ChangedBySubclass extends Base {
    ChangedBySubclass() {
      super(3);
      cell.value = 5;
    }
  }

  private static final class Delegating {
    final Map<String, Cell> cells;

    Delegating() {
      this(new HashMap<>());
    }

    Delegating(Map<String, Cell> cells) {
      this.cells = cells;
      cells.put("a", new Cell(1));
    }
  }

  private static final class Throwing {
    final Cell cell = new Cell(2);

    Throwing(AtomicReference<Throwing> leak) {
      leak.setPlain(this);
      throw new IllegalStateException();
    }
  }

  private static final class Generic<T> implements Cloneable {
    final T content;

    Generic(T content) {
      this.content = content;
    }

    @Override
    @SuppressWarnings("unchecked")
    protected Generic<T> clone() {
      try {
        return (Generic<T>) super.clone();
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class ExtendingList extends ArrayList<String> {
    private static final long serialVersionUID = 1;
    private final transient Cell cell = new Cell(7);
  }

  private static final class Saved implements Serializable {
    private static final long serialVersionUID = 1;
    private final SavedPart part = new SavedPart();
  }

  private static final class SavedPart implements Serializable {
    private static final long serialVersionUID = 1;
    private int size = 2;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      size++;
    }
  }

  private record Key(Id id) {}

  private static final class Id {
    private int number;

    Id(int number) {
      this.number = number;
      this.number++;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Id && ((Id) other).number == number;
    }

    @Override
    public int hashCode() {
      return number;
    }

    @Override
    public String toString() {
      return "id " + number;
    }
  }

  private int outerValue;

  private final class Inner {
    int outer() {
      return outerValue;
    }
  }

  static void no_race_read_after_an_immutable_one() {
    AtomicReference<Person> shared = new AtomicReference<>();
    inOrder(() -> shared.setOpaque(new Person(new Cell(1))), () -> {
      Person p = shared.getOpaque();
      use(p.name.first());
      use(p.cell.value);
    });
  }

  /** A final field orders what is read through it, and nothing else. */
  @Race(variable = "FreezeCases$Person.age", current = Type.READ)
  static void race_beside_an_immutable_one() {
    AtomicReference<Person> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new Person(null)), // previous
        () -> {
          Person p = shared.getOpaque();
          use(p.name.first());
          use(p.age); // current
        });
  }

  static void no_race_inherited_final() {
    AtomicReference<Derived> shared = new AtomicReference<>();
    inOrder(() -> shared.setOpaque(new Derived()), () -> use(shared.getOpaque().cell.value));
  }

  static void no_race_final_of_the_subclass() {
    AtomicReference<Derived> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new Derived()), () -> use(shared.getOpaque().more.get(0).value));
  }

  /** The superclass's constructor has ended when the subclass's writes behind the superclass's field. */
  @KnownMiss("what is written after the freeze in the same epoch counts as written before")
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_changed_by_the_subclass() {
    AtomicReference<ChangedBySubclass> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new ChangedBySubclass()), // previous
        () -> use(shared.getOpaque().cell.value)); // current
  }

  static void no_race_delegating_constructor() {
    AtomicReference<Delegating> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new Delegating()),
        () -> use(shared.getOpaque().cells.get("a").value));
  }

  /** Whoever has the object before its constructor ended is promised nothing. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_escaped_before_the_freeze() {
    AtomicReference<Cell> seen = new AtomicReference<>();
    AtomicReference<Object> shared = new AtomicReference<>();
    Order order = new Order();
    class Early {
      final Cell cell;

      Early() {
        cell = new Cell();
        cell.value = 1; // previous
        shared.setOpaque(this);
        order.meet(0, 1);
      }
    }
    together(() -> use(new Early()), () -> {
      order.await(0);
      seen.setPlain(((Early) shared.getOpaque()).cell);
      use(seen.getPlain().value); // current
      order.signal(1);
    });
  }

  /** A constructor that throws freezes as well. */
  static void no_race_constructor_that_throws() {
    AtomicReference<Throwing> leak = new AtomicReference<>();
    AtomicReference<Throwing> shared = new AtomicReference<>();
    inOrder(
        () -> {
          try {
            use(new Throwing(leak));
          } catch (IllegalStateException e) {
            shared.setOpaque(leak.getPlain());
          }
        },
        () -> use(shared.getOpaque().cell.value));
  }

  static void no_race_through_collections() {
    AtomicReference<Generic<List<Map<String, Cell>>>> shared = new AtomicReference<>();
    inOrder(
        () -> {
          List<Map<String, Cell>> list = new ArrayList<>();
          list.add(new HashMap<>());
          list.get(0).put("a", new Cell(1));
          shared.setOpaque(new Generic<>(list));
        },
        () -> use(shared.getOpaque().content.get(0).get("a").value));
  }

  /** What the creator had learnt from another thread is visible, too. */
  static void no_race_written_by_a_third_thread() {
    AtomicReference<Cell> handed = new AtomicReference<>();
    AtomicReference<Generic<Cell>> shared = new AtomicReference<>();
    inOrder(
        () -> {
          Cell cell = new Cell();
          cell.value = 1;
          handed.set(cell);
        },
        () -> shared.setOpaque(new Generic<>(handed.get())),
        () -> use(shared.getOpaque().content.value));
  }

  /** What it learnt after the freeze is no part of it. */
  @KnownMiss("the reader learns what the creator knows of other threads when it reads")
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_learnt_after_the_freeze() {
    AtomicReference<Boolean> handed = new AtomicReference<>();
    AtomicReference<Generic<Cell>> shared = new AtomicReference<>();
    Cell cell = new Cell();
    Order order = new Order();
    together(
        () -> {
          order.await(0);
          cell.value = 1; // previous
          handed.set(true);
          order.signal(1);
        },
        () -> {
          shared.setOpaque(new Generic<>(cell));
          order.meet(0, 1);
          use(handed.get());
          order.signal(2);
        },
        () -> {
          order.await(2);
          use(shared.getOpaque().content.value); // current
        });
  }

  static void no_race_creator_ended_long_ago() {
    AtomicReference<Generic<Cell>> shared = new AtomicReference<>();
    Order order = new Order();
    Threads.Worker reader = Threads.start(() -> {
      order.await(0);
      use(shared.getOpaque().content.value);
    });
    Threads.start(() -> shared.setOpaque(new Generic<>(new Cell(2)))).finish();
    for (int i = 0; i < 600; i++) {
      Threads.start(() -> {}).finish();
    }
    order.signal(0);
    reader.finish();
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_creator_ended_long_ago_changed_later() {
    AtomicReference<Generic<Cell>> shared = new AtomicReference<>();
    Order order = new Order();
    Threads.Worker reader = Threads.start(() -> {
      order.await(0);
      use(shared.getOpaque().content.value); // current
    });
    Threads.start(() -> {
          Generic<Cell> object = new Generic<>(new Cell(2));
          shared.setOpaque(object);
          object.content.value = 3; // previous
        })
        .finish();
    for (int i = 0; i < 600; i++) {
      Threads.start(() -> {}).finish();
    }
    order.signal(0);
    reader.finish();
  }

  static void no_race_captured_by_anonymous_class() {
    AtomicReference<Runnable> shared = new AtomicReference<>();
    inOrder(
        () -> {
          Cell cell = new Cell();
          cell.value = 1;
          shared.setOpaque(new Runnable() {
            @Override
            public void run() {
              use(cell.value);
            }
          });
        },
        () -> shared.getOpaque().run());
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_captured_by_anonymous_class_changed_later() {
    AtomicReference<Runnable> shared = new AtomicReference<>();
    inOrder(
        () -> {
          Cell cell = new Cell();
          shared.setOpaque(new Runnable() {
            @Override
            public void run() {
              use(cell.value); // current
            }
          });
          cell.value = 1; // previous
        },
        () -> shared.getOpaque().run()); // current
  }

  static void no_race_outer_instance() {
    AtomicReference<Inner> shared = new AtomicReference<>();
    inOrder(
        () -> {
          FreezeCases outer = new FreezeCases();
          outer.outerValue = 3;
          shared.setOpaque(outer.new Inner());
        },
        () -> use(shared.getOpaque().outer()));
  }

  @Race(variable = "FreezeCases.outerValue", current = Type.READ)
  static void race_outer_instance_changed_later() {
    AtomicReference<Inner> shared = new AtomicReference<>();
    inOrder(
        () -> {
          FreezeCases outer = new FreezeCases();
          shared.setOpaque(outer.new Inner());
          outer.outerValue = 3; // previous
        },
        () -> use(shared.getOpaque().outer())); // current
  }

  static void no_race_clone() {
    AtomicReference<Generic<Cell>> shared = new AtomicReference<>();
    inOrder(
        () -> {
          Cell cell = new Cell();
          Generic<Cell> original = new Generic<>(cell);
          cell.value = 4;
          shared.setOpaque(original.clone());
        },
        () -> use(shared.getOpaque().content.value));
  }

  /** The cloning thread got the original without an edge, and reads its final field by cloning it. */
  static void no_race_clone_of_an_original_of_another_thread() {
    AtomicReference<Generic<Cell>> first = new AtomicReference<>();
    AtomicReference<Generic<Cell>> second = new AtomicReference<>();
    inOrder(
        () -> first.setOpaque(new Generic<>(new Cell(5))),
        () -> second.setOpaque(first.getOpaque().clone()),
        () -> use(second.getOpaque().content.value));
  }

  static void no_race_subclass_of_a_jdk_class() {
    AtomicReference<ExtendingList> shared = new AtomicReference<>();
    inOrder(() -> shared.setOpaque(new ExtendingList()), () -> use(shared.getOpaque().cell.value));
  }

  static void no_race_deserialized() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Saved());
    }
    AtomicReference<Saved> shared = new AtomicReference<>();
    inOrder(
        () -> {
          ObjectInputStream in =
              new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
          Saved saved = (Saved) in.readObject();
          shared.setOpaque(saved);
        },
        () -> use(shared.getOpaque().part.size));
  }

  static void no_race_equals_of_a_record() {
    AtomicReference<Key> shared = new AtomicReference<>();
    Key key = new Key(new Id(1));
    inOrder(
        () -> shared.setOpaque(new Key(new Id(1))),
        () -> use(key.equals(shared.getOpaque()) ? 1 : 0));
  }

  static void no_race_hash_code_of_a_record() {
    AtomicReference<Key> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new Key(new Id(1))),
        () -> use(new HashMap<>(Map.of(shared.getOpaque(), 1)).size()));
  }

  static void no_race_to_string_of_a_record() {
    AtomicReference<Key> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new Key(new Id(1))), () -> use(shared.getOpaque().toString()));
  }

  static void no_race_read_by_reflection() throws Exception {
    Field field = Base.class.getDeclaredField("cell");
    AtomicReference<Base> shared = new AtomicReference<>();
    inOrder(
        () -> shared.setOpaque(new Base(1)),
        () -> use(((Cell) field.get(shared.getOpaque())).value));
  }

  static void no_race_set_by_reflection() throws Exception {
    Field field = Base.class.getDeclaredField("cell");
    field.setAccessible(true);
    AtomicReference<Base> shared = new AtomicReference<>();
    inOrder(
        () -> {
          Base base = new Base(1);
          Cell cell = new Cell();
          cell.value = 6;
          field.set(base, cell);
          shared.setOpaque(base);
        },
        () -> use(shared.getOpaque().cell.value));
  }
}
