package dev.racedetect.runtime.sync;

import dev.racedetect.runtime.shadow.WeakIdentityMap;
import dev.racedetect.runtime.thread.ThreadState;

/** The synchronization states of all objects. */
public final class ObjectSyncs extends WeakIdentityMap<ObjectSync> {
  /** The one instance. */
  public static final ObjectSyncs MAP = new ObjectSyncs();

  private ObjectSyncs() {
    super(ObjectSync.class);
  }

  /** That of an object used as a lock: without its identity hash, if the thread used it lately. */
  public static ObjectSync ofLock(ThreadState t, Object lock) {
    ObjectSync state = (ObjectSync) t.recentLocks.find(lock);
    if (state == null) {
      state = MAP.get(t, lock);
      t.recentLocks.add(state);
    }
    return state;
  }

  @Override
  protected ObjectSync create(Object object, int hash) {
    return new ObjectSync(object, hash);
  }
}
