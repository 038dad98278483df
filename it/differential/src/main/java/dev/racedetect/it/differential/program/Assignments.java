package dev.racedetect.it.differential.program;

/** Statements that assign. */
final class Assignments {
  private Assignments() {}

  /** {@code place = value;}. */
  static final class Assign extends Statement.Simple {
    private final Place place;
    private final Value value;

    Assign(Place place, Value value) {
      this.place = place;
      this.value = value;
    }

    @Override
    String source() {
      return place.source() + " = " + place.type().conversion(value.source()) + ";";
    }

    @Override
    void run(Strand s) {
      Cell cell = place.locate(s);
      long v = value.evaluate(s);
      s.access(cell, true);
      cell.set(v);
    }
  }

  /** {@code place += amount;}, or {@code place++;} where the amount is one. */
  static final class Increase extends Statement.Simple {
    private final Place place;
    private final int amount;

    Increase(Place place, int amount) {
      this.place = place;
      this.amount = amount;
    }

    @Override
    String source() {
      return place.source() + (amount == 1 ? "++;" : " += " + amount + ";");
    }

    @Override
    void run(Strand s) {
      Cell cell = place.locate(s);
      s.access(cell, false);
      long v = cell.get();
      s.access(cell, true);
      cell.set(v + amount);
    }
  }

  /** {@code name = value;} of a local variable of type long. */
  static final class AssignLocal extends Statement.Simple {
    private final String name;
    private final Value value;

    AssignLocal(String name, Value value) {
      this.name = name;
      this.value = value;
    }

    @Override
    String source() {
      return name + " = " + value.source() + ";";
    }

    @Override
    void run(Strand s) {
      s.set(name, value.evaluate(s));
    }
  }

  /** {@code name = index;} of a local variable of type int. */
  static final class AssignIndex extends Statement.Simple {
    private final String name;
    private final Index index;

    AssignIndex(String name, Index index) {
      this.name = name;
      this.index = index;
    }

    @Override
    String source() {
      boolean increments = index.source().equals(name + " + 1");
      return increments ? name + "++;" : name + " = " + index.source() + ";";
    }

    @Override
    void run(Strand s) {
      s.set(name, (long) index.evaluate(s));
    }
  }

  /** {@code name = array;} of a local variable. */
  static final class AliasArray extends Statement.Simple {
    private final String name;
    private final ArrayRef array;

    AliasArray(String name, ArrayRef array) {
      this.name = name;
      this.array = array;
    }

    @Override
    String source() {
      return name + " = " + array.source() + ";";
    }

    @Override
    void run(Strand s) {
      s.set(name, array.evaluate(s));
    }
  }

  /** {@code name = object;} of a local variable. */
  static final class AliasObject extends Statement.Simple {
    private final String name;
    private final ObjectRef object;

    AliasObject(String name, ObjectRef object) {
      this.name = name;
      this.object = object;
    }

    @Override
    String source() {
      return name + " = " + object.source() + ";";
    }

    @Override
    void run(Strand s) {
      s.set(name, object.evaluate(s));
    }
  }

  /** {@code field = array;} of a static field. */
  static final class AssignArray extends Statement.Simple {
    private final String name;
    private final ArrayRef array;

    AssignArray(String name, ArrayRef array) {
      this.name = name;
      this.array = array;
    }

    @Override
    String source() {
      return name + " = " + array.source() + ";";
    }

    @Override
    void run(Strand s) {
      ArrayObject value = array.evaluate(s);
      Cell cell = s.machine.statics.get(name);
      s.access(cell, true);
      cell.array = value;
    }
  }
}
