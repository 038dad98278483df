package dev.racedetect.runtime.thread;

import dev.racedetect.runtime.clock.VectorClock;

/**
 * What a thread releases if the operation it is in the middle of turns out to write. Each thread has one.
 *
 * <p>Linked into the synchronization state that the operation updates; all but {@link #target} is guarded by that
 * state's lock while it is linked.
 */
public final class PendingRelease {
  /** What the thread knew when the operation began. */
  public final VectorClock clock = new VectorClock();

  /** The next one pending in the same state. */
  public PendingRelease next;

  /** Whether another thread acquired it before the outcome was known. */
  public boolean seen;

  /** The state it is linked into, or null; touched by its own thread only. */
  public Object target;
}
