package dev.racedetect.it.differential.program;

/** An expression of type long. */
interface Value {
  /** How it is written. */
  String source();

  /** Its value; the reads that this takes go into the trace. */
  long evaluate(Strand s);

  /** A literal. */
  record Constant(long value) implements Value {
    @Override
    public String source() {
      return value + "L";
    }

    @Override
    public long evaluate(Strand s) {
      return value;
    }
  }

  /** A local variable, of type long or int. */
  record Local(String name) implements Value {
    @Override
    public String source() {
      return "(long) " + name;
    }

    @Override
    public long evaluate(Strand s) {
      return s.number(name);
    }
  }

  /** A read of a shared variable. */
  record Read(Place place) implements Value {
    @Override
    public String source() {
      return place.type().widened(place.source());
    }

    @Override
    public long evaluate(Strand s) {
      Cell cell = place.locate(s);
      s.access(cell, false);
      return cell.get();
    }
  }

  /** A sum or difference. */
  record Sum(Value left, boolean minus, Value right) implements Value {
    @Override
    public String source() {
      return left.source() + (minus ? " - (" : " + (") + right.source() + ")";
    }

    @Override
    public long evaluate(Strand s) {
      long l = left.evaluate(s);
      long r = right.evaluate(s);
      return minus ? l - r : l + r;
    }
  }

  /** What a method that only computes makes of a value. */
  record Computed(Value value) implements Value {
    @Override
    public String source() {
      return "computed(" + value.source() + ")";
    }

    @Override
    public long evaluate(Strand s) {
      return value.evaluate(s) + 7;
    }
  }
}
