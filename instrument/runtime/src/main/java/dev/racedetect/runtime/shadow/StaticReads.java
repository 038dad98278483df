package dev.racedetect.runtime.shadow;

/** The shared reads of the static fields of a class. */
final class StaticReads extends WeakEntry {
  /** By class. */
  static final WeakIdentityMap<StaticReads> MAP = new WeakIdentityMap<>(StaticReads.class) {
    @Override
    protected StaticReads create(Object object, int hash) {
      return new StaticReads(object, hash);
    }
  };

  final SharedReads reads;

  private StaticReads(Object holder, int hash) {
    super(holder, hash);
    reads = new SharedReads(
        FieldVariable.declaredBy(((Class<?>) holder).getName(), true).size());
  }
}
