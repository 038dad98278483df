package dev.racedetect.it.differential.program;

/** Statements that access many elements by one call of the JDK. Their bounds fit. */
final class Ranges {
  private Ranges() {}

  /** {@code Arrays.fill(array, from, to, value);}. */
  static final class Fill extends Statement.Simple {
    private final ArrayRef array;
    private final int from;
    private final int to;
    private final Value value;

    Fill(ArrayRef array, int from, int to, Value value) {
      this.array = array;
      this.from = from;
      this.to = to;
      this.value = value;
    }

    @Override
    String source() {
      return "java.util.Arrays.fill(" + array.source() + ", " + from + ", " + to + ", "
          + array.type().conversion(value.source()) + ");";
    }

    @Override
    void run(Strand s) {
      Cell[] elements = array.evaluate(s).elements;
      long v = value.evaluate(s);
      s.beginRange();
      for (int i = from; i < to; i++) {
        s.access(elements[i], true);
        elements[i].set(v);
      }
    }
  }

  /** {@code System.arraycopy(source, …, target, …, count);} of two arrays of one type, or of one. */
  static final class Copy extends Statement.Simple {
    private final ArrayRef source;
    private final int from;
    private final ArrayRef target;
    private final int to;
    private final int count;

    Copy(ArrayRef source, int from, ArrayRef target, int to, int count) {
      this.source = source;
      this.from = from;
      this.target = target;
      this.to = to;
      this.count = count;
    }

    @Override
    String source() {
      return "System.arraycopy(" + source.source() + ", " + from + ", " + target.source() + ", "
          + to + ", " + count + ");";
    }

    @Override
    void run(Strand s) {
      Cell[] sources = source.evaluate(s).elements;
      Cell[] targets = target.evaluate(s).elements;
      Cell[] copied = new Cell[count];
      s.beginRange();
      for (int i = 0; i < count; i++) {
        s.access(sources[from + i], false);
        copied[i] = sources[from + i].copy();
      }
      for (int i = 0; i < count; i++) {
        s.access(targets[to + i], true);
        targets[to + i].assign(copied[i]);
      }
    }
  }
}
