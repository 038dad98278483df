package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.misc.Unsafe;

/**
 * Reads by several threads that nothing orders. Immutable and numbered; the number is the read word of every variable
 * that was read like that, so that threads which read the same data over and over write nothing.
 *
 * <p>The youngest {@value #KEPT} sets are kept. Who meets the number of an older one has forgotten those reads: a race
 * with them may be missed, none is invented.
 */
public final class ReadSet {
  private static final int CHUNK_SHIFT = 12;
  private static final int CHUNKS = 256;
  private static final int KEPT = CHUNKS << CHUNK_SHIFT;
  private static final long FIRST = 2;
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final ReadSet[][] TABLE = new ReadSet[CHUNKS][];
  private static final long[] NEXT = {FIRST};

  private final long number;
  private final long[] words;

  private ReadSet(long number, long[] words) {
    this.number = number;
    this.words = words;
  }

  /** Whether a read word is the number of a set. */
  public static boolean isNumber(long readWord) {
    return Epoch.slot(readWord) == 0 && readWord >= FIRST;
  }

  /** The set of that number; null if it is forgotten. */
  public static ReadSet of(long number) {
    ReadSet[] chunk = TABLE[(int) (number >>> CHUNK_SHIFT) & (CHUNKS - 1)];
    ReadSet set = chunk == null ? null : chunk[(int) number & ((1 << CHUNK_SHIFT) - 1)];
    return set != null && set.number == number ? set : null;
  }

  /** The number of the set of the reads that {@code before} stands for, an epoch or a set, and one more. */
  public static long with(ThreadState t, long before, long word) {
    long known = t.readSets.memo(before, word);
    if (known != 0) {
      return known;
    }
    long[] words;
    if (isNumber(before)) {
      ReadSet set = of(before);
      int n = set == null ? 0 : set.words.length;
      words = new long[n + 1];
      for (int i = 0; i < n; i++) {
        words[i] = set.words[i];
      }
      words[n] = word;
    } else {
      words = new long[] {before, word};
    }
    long number = add(words);
    t.readSets.memo(before, word, number);
    return number;
  }

  private static long add(long[] words) {
    long number = UNSAFE.getAndAddLong(NEXT, ArrayBases.LONGS, 1);
    int c = (int) (number >>> CHUNK_SHIFT) & (CHUNKS - 1);
    ReadSet[] chunk = TABLE[c];
    if (chunk == null) {
      synchronized (TABLE) {
        chunk = TABLE[c];
        if (chunk == null) {
          chunk = new ReadSet[1 << CHUNK_SHIFT];
          TABLE[c] = chunk;
        }
      }
    }
    // Its final fields and the compare-and-set that stores the number make the set visible to
    // whoever meets the number.
    chunk[(int) number & ((1 << CHUNK_SHIFT) - 1)] = new ReadSet(number, words);
    return number;
  }

  /** Whether the set has a read of {@code epoch}'s thread in that very epoch. */
  public boolean contains(long epoch) {
    for (long w : words) {
      if (Epoch.same(w, epoch)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the set has an earlier read of that slot. */
  public boolean hasSlot(int slot) {
    for (long w : words) {
      if (Epoch.slot(w) == slot) {
        return true;
      }
    }
    return false;
  }

  /** A read that does not happen-before the current thread; 0 if there is none. */
  public long unordered(ThreadState t) {
    for (long w : words) {
      if (!t.covers(w)) {
        return w;
      }
    }
    return 0;
  }

  /** How many reads the set has. */
  public int size() {
    return words.length;
  }

  /** One of its reads. */
  public long word(int i) {
    return words[i];
  }
}
