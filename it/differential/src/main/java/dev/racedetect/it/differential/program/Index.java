package dev.racedetect.it.differential.program;

/** An expression of type int: the index of an element, or a bound. */
interface Index {
  /** How it is written. */
  String source();

  /** Its value; the reads that this takes go into the trace. */
  int evaluate(Strand s);

  /** A literal. */
  record Constant(int value) implements Index {
    @Override
    public String source() {
      return Integer.toString(value);
    }

    @Override
    public int evaluate(Strand s) {
      return value;
    }
  }

  /** A local variable of type int. */
  record Local(String name) implements Index {
    @Override
    public String source() {
      return name;
    }

    @Override
    public int evaluate(Strand s) {
      return (int) s.number(name);
    }
  }

  /** A local variable and a constant: {@code i + 1}, {@code i - 1}. */
  record Offset(String name, int offset) implements Index {
    @Override
    public String source() {
      return name + (offset < 0 ? " - " + -offset : " + " + offset);
    }

    @Override
    public int evaluate(Strand s) {
      return (int) s.number(name) + offset;
    }
  }

  /** A constant and a local variable: {@code 5 - i}. */
  record Mirrored(int from, String name) implements Index {
    @Override
    public String source() {
      return from + " - " + name;
    }

    @Override
    public int evaluate(Strand s) {
      return from - (int) s.number(name);
    }
  }

  /** Twice a local variable. */
  record Doubled(String name) implements Index {
    @Override
    public String source() {
      return "2 * " + name;
    }

    @Override
    public int evaluate(Strand s) {
      return 2 * (int) s.number(name);
    }
  }

  /** What a shared variable holds, made to fit. */
  record Masked(Place place) implements Index {
    @Override
    public String source() {
      return "(int) (" + place.type().widened(place.source()) + " & 3L)";
    }

    @Override
    public int evaluate(Strand s) {
      return (int) (new Value.Read(place).evaluate(s) & 3);
    }
  }

  /** The length of an array. */
  record Length(ArrayRef array) implements Index {
    @Override
    public String source() {
      return array.source() + ".length";
    }

    @Override
    public int evaluate(Strand s) {
      return array.evaluate(s).elements.length;
    }
  }
}
