package dev.racedetect.runtime.thread;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.clock.VectorClock;

/**
 * The edge that final fields make (JLS 17.5.1): from the end of a constructor to whoever reads such a field, and so to what
 * it reaches through it.
 *
 * <p>The reader learns the creator's time to the epoch of the freeze, and of other threads what the creator knows by now,
 * for all that it does later. Both may be more than the rule gives it, which hides races and invents none; it happens only
 * where the object was handed over by a race or an opaque access.
 */
public final class Freeze {
  /** So many ended threads keep their clocks. */
  private static final int KEPT = 256;

  private static final ThreadRecord[] ENDED = new ThreadRecord[KEPT];
  private static int next;

  private Freeze() {}

  /** {@code t} has read a final field of an object whose constructor ended in the epoch {@code frozen}. */
  public static void thaw(ThreadState t, long frozen) {
    int slot = Epoch.slot(frozen);
    ThreadRecord creator = Slots.owner(frozen);
    VectorClock clock = creator == null ? null : creator.clock();
    Threads.learningBegins();
    try {
      if (clock == null) {
        Threads.learnOthers(t, slot);
      } else {
        t.learnForeign(clock, slot);
      }
      t.learn(slot, Epoch.clock(frozen));
    } finally {
      Threads.learningEnds();
    }
    t.hasLearntAhead();
  }

  /** A thread has ended; its clock is kept for a while. */
  static void ended(ThreadRecord thread) {
    ThreadRecord dropped;
    synchronized (ENDED) {
      dropped = ENDED[next];
      ENDED[next] = thread;
      next = (next + 1) % KEPT;
    }
    if (dropped != null) {
      dropped.dropClock();
    }
  }
}
