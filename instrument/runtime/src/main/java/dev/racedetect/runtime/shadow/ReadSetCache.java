package dev.racedetect.runtime.shadow;

import jdk.internal.vm.annotation.ForceInline;

/** What one thread remembers of read sets. Used by that thread only. */
public final class ReadSetCache {
  private static final int SIZE = 256;

  /** Numbers of sets that have the thread's read in its present epoch, by their low bits. */
  private final long[] current = new long[SIZE];

  private final long[] before = new long[SIZE];
  private final long[] words = new long[SIZE];
  private final long[] numbers = new long[SIZE];
  private boolean used;

  /** Whether the set of that number has the thread's read in its present epoch; false when not remembered. */
  @ForceInline
  public boolean isCurrent(long number) {
    return current[(int) number & (SIZE - 1)] == number && number != 0;
  }

  /** Remembers that it has. */
  public void setCurrent(long number) {
    current[(int) number & (SIZE - 1)] = number;
    used = true;
  }

  /** The thread begins a new epoch. */
  public void tick() {
    if (used) {
      java.util.Arrays.fill(current, 0);
      used = false;
    }
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
