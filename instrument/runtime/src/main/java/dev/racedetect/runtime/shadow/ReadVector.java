package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.clock.Epoch;

/**
 * The last read of one variable by each of several threads that are not ordered among themselves.
 *
 * <p>Changed only under its own lock; {@link #contains} is also called without it, by the thread whose entry it asks
 * for, and nobody else writes that entry except to clear it.
 */
public final class ReadVector {
  private long[] words = new long[4];
  private int size;

  /** Whether {@code epoch}'s thread is known to have read in that very epoch. */
  public boolean contains(long epoch) {
    long[] w = words;
    for (int i = 0; i < w.length && w[i] != 0; i++) {
      if (Epoch.same(w[i], epoch)) {
        return true;
      }
    }
    return false;
  }

  /** Records a read, in place of an earlier one by the same slot. */
  public void put(long word) {
    int slot = Epoch.slot(word);
    for (int i = 0; i < size; i++) {
      if (Epoch.slot(words[i]) == slot) {
        words[i] = word;
        return;
      }
    }
    if (size == words.length) {
      long[] more = new long[size * 2];
      System.arraycopy(words, 0, more, 0, size);
      words = more;
    }
    words[size++] = word;
  }

  /** How many threads' reads are recorded. */
  public int size() {
    return size;
  }

  /** The {@code i}th recorded read. */
  public long word(int i) {
    return words[i];
  }

  /** Forgets all reads. */
  public void clear() {
    for (int i = 0; i < size; i++) {
      words[i] = 0;
    }
    size = 0;
  }
}
