package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;

/** Fields of superclasses, hidden fields, overriding, generics. */
final class InheritanceCases {
  private InheritanceCases() {}

  private abstract static class Shape {
    protected int size;
    int hidden;
    private int secret;

    abstract void grow();

    int secret() {
      return secret;
    }

    void secret(int secret) {
      this.secret = secret;
    }
  }

  private static class Circle extends Shape {
    int hidden;

    @Override
    void grow() {
      size++;
    }

    int superHidden() {
      return super.hidden;
    }
  }

  private static final class Disc extends Circle {
    @Override
    void grow() {
      super.grow();
    }
  }

  private static class Box<T> {
    T content;

    void set(T content) {
      this.content = content;
    }
  }

  private static final class TextBox extends Box<String> {
    @Override
    void set(String content) {
      super.set(content);
    }
  }

  private interface Counter {
    Cell cell();

    default void count() {
      cell().value++;
    }

    static void reset(Counter counter) {
      counter.cell().value = 0;
    }
  }

  private record CellCounter(Cell cell) implements Counter {}

  /** The variable carries the name of the class that declares it. */
  @Race(variable = "Shape.size")
  static void race_inherited_field() {
    Circle circle = new Circle();
    inOrder(
        () -> circle.size = 1, // previous
        () -> circle.size = 2); // current
  }

  static void no_race_inherited_field_of_two_objects() {
    Circle circle = new Circle();
    Disc disc = new Disc();
    inOrder(() -> circle.size = 1, () -> disc.size = 2);
  }

  @Race(variable = "Shape.size", current = Type.READ)
  static void race_through_super_method() {
    Disc disc = new Disc();
    inOrder(
        () -> disc.grow(), // previous
        () -> use(disc.size)); // current
  }

  static void no_race_through_super_method() {
    Disc disc = new Disc();
    Object lock = new Object();
    inOrder(
        () -> {
          synchronized (lock) {
            disc.grow();
          }
        },
        () -> {
          synchronized (lock) {
            disc.grow();
          }
        });
  }

  /** A field that hides another is another variable. */
  static void no_race_hidden_field() {
    Circle circle = new Circle();
    inOrder(() -> circle.hidden = 1, () -> use(circle.superHidden()));
  }

  @Race(variable = "Shape.hidden", current = Type.READ)
  static void race_hidden_field_by_cast() {
    Circle circle = new Circle();
    inOrder(
        () -> ((Shape) circle).hidden = 1, // previous
        () -> use(circle.superHidden())); // current
  }

  @Race(variable = "Shape.secret", previous = Type.READ)
  static void race_private_field_of_superclass() {
    Disc disc = new Disc();
    inOrder(
        () -> use(disc.secret()), // previous
        () -> disc.secret(3)); // current
  }

  static void no_race_private_field_read_only() {
    Disc disc = new Disc();
    inOrder(() -> use(disc.secret()), () -> use(disc.secret()));
  }

  /** The bridge method that generics need changes nothing. */
  @Race(variable = "Box.content")
  static void race_through_bridge_method() {
    Box<String> box = new TextBox();
    inOrder(
        () -> box.set("a"), // previous
        () -> box.content = "b"); // current
  }

  static void no_race_two_boxes() {
    Box<String> one = new TextBox();
    Box<String> two = new TextBox();
    inOrder(() -> one.set("a"), () -> two.set("b"));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_in_default_method() {
    Counter counter = new CellCounter(new Cell());
    inOrder(
        () -> Counter.reset(counter), // previous
        () -> counter.count()); // current
  }

  static void no_race_in_default_method() {
    Counter counter = new CellCounter(new Cell());
    inOrder(
        () -> {
          synchronized (counter.cell()) {
            counter.count();
          }
        },
        () -> {
          synchronized (counter.cell()) {
            counter.count();
          }
        });
  }

  @Race(variable = "Shape.size", current = Type.READ)
  static void race_through_abstract_method() {
    Shape shape = new Circle();
    inOrder(
        () -> shape.size = 4, // previous
        () -> shape.grow()); // current
  }

  static void no_race_through_abstract_method() {
    Shape one = new Circle();
    Shape two = new Disc();
    inOrder(one::grow, two::grow);
  }
}
