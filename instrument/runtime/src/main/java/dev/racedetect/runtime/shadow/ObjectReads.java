package dev.racedetect.runtime.shadow;

/** Where the read vectors of fields are kept: by the object they are fields of, for statics by their class. */
final class ObjectReads extends WeakIdentityMap<ReadVectors> {
  /** The one instance. */
  static final ObjectReads MAP = new ObjectReads();

  private ObjectReads() {
    super(ReadVectors.class);
  }

  @Override
  protected ReadVectors create(Object object, int hash) {
    return new ReadVectors(object, hash);
  }
}
