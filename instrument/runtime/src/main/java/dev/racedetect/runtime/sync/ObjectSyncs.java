package dev.racedetect.runtime.sync;

import dev.racedetect.runtime.shadow.WeakIdentityMap;

/** The synchronization states of all objects. */
public final class ObjectSyncs extends WeakIdentityMap<ObjectSync> {
  /** The one instance. */
  public static final ObjectSyncs MAP = new ObjectSyncs();

  private ObjectSyncs() {
    super(ObjectSync.class);
  }

  @Override
  protected ObjectSync create(Object object, int hash) {
    return new ObjectSync(object, hash);
  }
}
