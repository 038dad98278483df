package dev.racedetect.runtime.thread;

import dev.racedetect.runtime.clock.VectorClock;
import dev.racedetect.runtime.shadow.Shadow;

/**
 * The reads of one thread since {@code StampedLock.tryOptimisticRead}: whether they were ordered is told by validate only
 * (StampedLock, Memory Synchronization).
 */
public final class OptimisticSection {
  private static final int READS = 64;

  /** The lock whose section is open. */
  public Object lock;

  /** Whether the reads are not kept: too many, or sections of two locks overlap. They are then missed. */
  public boolean overflown;

  /** How many reads are kept. */
  public int size;

  /** By read: where its variable's words lie. */
  public final Object[] bases = new Object[READS];

  /** By read: what its variable is. */
  public final Shadow[] shadows = new Shadow[READS];

  /** By read: offset of the word of the last write. */
  public final long[] writeOffsets = new long[READS];

  /** By read: offset of the word of the last read. */
  public final long[] readOffsets = new long[READS];

  /** By read: its own word. */
  public final long[] words = new long[READS];

  /** By read: a write that is not ordered before it unless the section is validated; 0 if there is none. */
  public final long[] unordered = new long[READS];

  private final VectorClock before = new VectorClock();
  private int joins;

  /** {@code t} begins a section of {@code lock}, and has not yet learnt from the lock. */
  public void begins(ThreadState t, Object ofLock) {
    lock = ofLock;
    before.assign(t.clock());
  }

  /** {@code t} has now learnt from the lock. */
  public void hasLearnt(ThreadState t) {
    joins = t.joins();
  }

  /** Whether {@code t} knows of the write {@code word} through that lock only. */
  public boolean isLearntHere(ThreadState t, long word) {
    return joins == t.joins() && word != 0 && !before.covers(word);
  }

  /** Forgets all reads. */
  public void clear() {
    for (int i = 0; i < size; i++) {
      bases[i] = null;
      shadows[i] = null;
    }
    size = 0;
    overflown = false;
    lock = null;
  }

  /** Whether one more read can be kept. */
  public boolean isFull() {
    return size == READS;
  }
}
