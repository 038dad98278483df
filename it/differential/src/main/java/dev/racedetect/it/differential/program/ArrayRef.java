package dev.racedetect.it.differential.program;

/** An expression that yields an array. */
interface ArrayRef {
  /** How it is written. */
  String source();

  /** What its elements hold. */
  Type type();

  /** Its value; the reads that this takes go into the trace. */
  ArrayObject evaluate(Strand s);

  /** A static final field. */
  record Constant(String name, Type type) implements ArrayRef {
    @Override
    public String source() {
      return name;
    }

    @Override
    public ArrayObject evaluate(Strand s) {
      return s.machine.arrays.get(name);
    }
  }

  /** A static field that is assigned again: a shared variable itself. */
  record Variable(String name, Type type) implements ArrayRef {
    @Override
    public String source() {
      return name;
    }

    @Override
    public ArrayObject evaluate(Strand s) {
      Cell cell = s.machine.statics.get(name);
      s.access(cell, false);
      return cell.array;
    }
  }

  /** A final field of an object. */
  record Field(ObjectRef object, String name, Type type) implements ArrayRef {
    @Override
    public String source() {
      return object.source() + "." + name;
    }

    @Override
    public ArrayObject evaluate(Strand s) {
      return object.evaluate(s).arrays.get(name);
    }
  }

  /** A local variable. */
  record Local(String name, Type type) implements ArrayRef {
    @Override
    public String source() {
      return name;
    }

    @Override
    public ArrayObject evaluate(Strand s) {
      return (ArrayObject) s.local(name);
    }
  }

  /** No array yet. */
  record Null(Type type) implements ArrayRef {
    @Override
    public String source() {
      return "null";
    }

    @Override
    public ArrayObject evaluate(Strand s) {
      return null;
    }
  }
}
