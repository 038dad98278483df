package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.vm.annotation.ForceInline;

/**
 * The last read by each thread of some variables that lie together: the fields that one class declares in an object, the
 * elements of an array. Threads that read the same data over and over each write words of their own only.
 *
 * <p>The words of a slot are written by the thread that has the slot, without a lock; tables are added under the monitor.
 * {@code RaceRules} states the fences that make a word visible in time.
 */
public final class SharedReads {
  private static final long[][] NOBODY = {};

  private final int variables;
  private volatile long[][] bySlot = NOBODY;

  SharedReads(int variables) {
    this.variables = variables;
  }

  /** The words of {@code slot}, one a variable; null if it has none yet. */
  @ForceInline
  public long[] ofSlot(int slot) {
    long[][] all = bySlot;
    return slot < all.length ? all[slot] : null;
  }

  /** Puts a read, any thread's, where {@link #ofSlot} finds it. */
  public void add(int variable, long word) {
    int slot = Epoch.slot(word);
    long[] words = ofSlot(slot);
    (words != null ? words : make(slot))[variable] = word;
  }

  /** A recorded read that does not happen-before the current thread; 0 if there is none. */
  public long unordered(int variable, ThreadState t) {
    for (long[] words : bySlot) {
      if (words != null && words[variable] != 0 && !t.covers(words[variable])) {
        return words[variable];
      }
    }
    return 0;
  }

  /** Moves the reads of {@code count} variables; the caller keeps all other threads away. */
  void move(int from, int to, int count) {
    for (long[] words : bySlot) {
      if (words != null) {
        System.arraycopy(words, from, words, to, count);
      }
    }
  }

  /** Gives a variable of {@code other} the reads of one of these; the caller keeps all other threads away from these. */
  void copy(int variable, SharedReads other, int otherVariable) {
    for (long[] words : bySlot) {
      if (words != null && words[variable] != 0) {
        other.add(otherVariable, words[variable]);
      }
    }
  }

  private synchronized long[] make(int slot) {
    long[][] all = bySlot;
    if (slot >= all.length) {
      long[][] more = new long[Math.max(slot + 1, all.length * 2)][];
      System.arraycopy(all, 0, more, 0, all.length);
      all = more;
    }
    if (all[slot] == null) {
      all[slot] = new long[variables];
    }
    bySlot = all; // what was added is complete before it can be seen
    return all[slot];
  }
}
