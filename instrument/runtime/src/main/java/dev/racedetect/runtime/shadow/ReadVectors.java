package dev.racedetect.runtime.shadow;

/**
 * The read vectors of the fields that one class declares in one object, or of the statics of a class. Additions are
 * guarded by its monitor.
 */
final class ReadVectors extends WeakEntry {
  private volatile ReadVector first;

  ReadVectors(Object object, int hash) {
    super(object, hash);
  }

  /** The vector of the variable whose words lie at that offset. */
  ReadVector of(long variable) {
    ReadVector v = find(variable);
    return v != null ? v : make(variable);
  }

  private ReadVector find(long variable) {
    for (ReadVector v = first; v != null; v = v.next) {
      if (v.variable == variable) {
        return v;
      }
    }
    return null;
  }

  private synchronized ReadVector make(long variable) {
    ReadVector v = find(variable);
    if (v == null) {
      v = new ReadVector(variable, first);
      first = v;
    }
    return v;
  }
}
