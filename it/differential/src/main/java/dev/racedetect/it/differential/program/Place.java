package dev.racedetect.it.differential.program;

/** An expression that denotes a shared variable. */
interface Place {
  /** How it is written. */
  String source();

  /** What the variable holds. */
  Type type();

  /** Evaluates what leads to the variable, not the variable itself; null when the index is out of bounds. */
  Cell locate(Strand s);

  /** A static field. */
  record Static(String name, Type type) implements Place {
    @Override
    public String source() {
      return name;
    }

    @Override
    public Cell locate(Strand s) {
      return s.machine.statics.get(name);
    }
  }

  /** A field of an object. */
  record Field(ObjectRef object, String name, Type type) implements Place {
    @Override
    public String source() {
      return object.source() + "." + name;
    }

    @Override
    public Cell locate(Strand s) {
      return object.evaluate(s).fields.get(name);
    }
  }

  /** An element of an array. */
  record Element(ArrayRef array, Index index) implements Place {
    @Override
    public String source() {
      return array.source() + "[" + index.source() + "]";
    }

    @Override
    public Type type() {
      return array.type();
    }

    @Override
    public Cell locate(Strand s) {
      Cell[] elements = array.evaluate(s).elements;
      int i = index.evaluate(s);
      return i < 0 || i >= elements.length ? null : elements[i];
    }
  }
}
