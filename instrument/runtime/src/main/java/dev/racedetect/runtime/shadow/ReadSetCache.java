package dev.racedetect.runtime.shadow;

import jdk.internal.vm.annotation.ForceInline;

/** What one thread remembers of read sets. Used by that thread only. */
public final class ReadSetCache {
  private static final int SIZE = 256;

  /** By the low bits of a set's number: the number, and the epoch in which the thread's read was seen in that set. */
  private final long[] current = new long[SIZE * 2];

  private final long[] before = new long[SIZE];
  private final long[] words = new long[SIZE];
  private final long[] numbers = new long[SIZE];

  /** Whether the set of that number has the thread's read in {@code epoch}, its present one; false when not remembered. */
  @ForceInline
  public boolean isCurrent(long number, long epoch) {
    int i = ((int) number & (SIZE - 1)) << 1;
    return current[i] == number && current[i + 1] == epoch;
  }

  /** Remembers that it has. */
  public void setCurrent(long number, long epoch) {
    int i = ((int) number & (SIZE - 1)) << 1;
    current[i] = number;
    current[i + 1] = epoch;
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
