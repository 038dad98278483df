package dev.racedetect.it.differential.program;

import dev.racedetect.it.differential.trace.Variable;

/** A variable with what it holds. */
final class Cell extends Variable {
  final Type type;
  private long value;
  private boolean assigned;

  /** The array it holds, of a variable that holds arrays. */
  ArrayObject array;

  /** The object it holds, of a variable that holds objects of the program; null is one of them. */
  Instance object;

  Cell(Kind kind, String name, int index, String where, Type type) {
    super(kind, name, index, where);
    this.type = type;
  }

  /** Whether it holds arrays, or objects of the program. */
  boolean isReference() {
    return type == null;
  }

  long get() {
    return type.seen(value, !assigned);
  }

  void set(long v) {
    value = type.stored(v);
    assigned = true;
  }

  Cell copy() {
    Cell copy = new Cell(kind(), name(), index(), toString(), type);
    copy.assign(this);
    return copy;
  }

  void assign(Cell other) {
    value = other.value;
    assigned = other.assigned;
  }

  /** What it holds, in words: as {@link #words} of the value of the real variable. */
  String content() {
    return type == Type.OBJECT && !assigned ? "null" : Long.toString(value);
  }

  /** A value of a real variable, in the words of {@link #content}. */
  static String words(Object value) {
    return value instanceof Number ? Long.toString(((Number) value).longValue()) : "" + value;
  }
}
