package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.clock.Epoch;

/**
 * The read vectors of all variables of one object. A shadow read word with slot 0 is the number of a vector here.
 * Guarded by this object's monitor, but for {@link #get}, which may see a table that is out of date and then answers
 * null or a vector that its caller must verify under its lock.
 */
public class ReadVectors extends WeakEntry {
  private ReadVector[] vectors = new ReadVector[2];
  private int used;
  private int[] free = new int[2];
  private int freeCount;

  /** No vectors yet, for the variables of {@code object}. */
  public ReadVectors(Object object, int hash) {
    super(object, hash);
  }

  /** Whether a read word is the number of a vector. */
  public static boolean isNumber(long readWord) {
    return readWord != 0 && Epoch.slot(readWord) == 0;
  }

  /** The vector that {@code readWord} numbers, or null if this thread cannot see it yet. */
  public ReadVector get(long readWord) {
    ReadVector[] v = vectors;
    int i = (int) readWord - 1;
    return i < v.length ? v[i] : null;
  }

  /** Takes a vector that holds these two reads; returns its number. */
  public synchronized long take(long first, long second) {
    int i;
    if (freeCount > 0) {
      i = free[--freeCount];
    } else {
      i = used++;
      if (i == vectors.length) {
        ReadVector[] more = new ReadVector[i * 2];
        System.arraycopy(vectors, 0, more, 0, i);
        vectors = more;
      }
      vectors[i] = new ReadVector();
    }
    ReadVector v = vectors[i];
    synchronized (v) {
      v.put(first);
      v.put(second);
    }
    return i + 1L;
  }

  /** Gives back a vector whose variable has been written since. */
  public synchronized void giveBack(long number) {
    if (freeCount == free.length) {
      int[] more = new int[freeCount * 2];
      System.arraycopy(free, 0, more, 0, freeCount);
      free = more;
    }
    free[freeCount++] = (int) number - 1;
  }
}
