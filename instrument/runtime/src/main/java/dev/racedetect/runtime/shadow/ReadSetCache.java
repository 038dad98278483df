package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.clock.Epoch;
import java.util.Arrays;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;

/** What one thread remembers of read sets. Used by that thread only. */
public final class ReadSetCache {

  private static final int INDEX_BITS = 8;
  private static final int SIZE = 1 << INDEX_BITS;

  /** In an entry the clock lies above so many bits of the number; there will never be as many sets. */
  private static final int NUMBER_BITS = 37;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /**
   * By the low bits of a set's number: its other bits, and the clock at which the thread's read was seen in that set. One
   * word, so that the test of accesses to shared data is one load and one comparison.
   */
  private final long[] current = new long[SIZE];

  private final long[] before = new long[SIZE];
  private final long[] words = new long[SIZE];
  private final long[] numbers = new long[SIZE];

  /** Whether the set of that number has the thread's read in {@code epoch}, its present one; false when not remembered. */
  @ForceInline
  public boolean isCurrent(long number, long epoch) {
    return Epoch.slot(number) == 0
        && UNSAFE.getLong(current, ArrayBases.LONGS + ((number & SIZE - 1) << 3))
            == entry(number, epoch);
  }

  /** Remembers that it has. */
  public void setCurrent(long number, long epoch) {
    current[(int) number & SIZE - 1] = entry(number, epoch);
  }

  /** Forgets in which sets the thread's reads are: it goes on in another slot, whose clock may say the same. */
  public void clear() {
    Arrays.fill(current, 0);
  }

  // A thread's clock is never 0, so no entry is.
  private static long entry(long number, long epoch) {
    return epoch << NUMBER_BITS - Epoch.CONTEXT_BITS | number >>> INDEX_BITS;
  }

  /** The number of the set made of these two before; 0 when not remembered. */
  long memo(long reads, long word) {
    int i = index(reads, word);
    return before[i] == reads && words[i] == word ? numbers[i] : 0;
  }

  void memo(long reads, long word, long number) {
    int i = index(reads, word);
    before[i] = reads;
    words[i] = word;
    numbers[i] = number;
  }

  private static int index(long reads, long word) {
    return (int) ((reads * 31 + word) * 0x9E3779B97F4A7C15L >>> 56);
  }
}
