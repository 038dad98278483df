package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.List;
import jdk.internal.vm.annotation.ForceInline;

/**
 * The shadow of one array: two words an element, the last read's and the last write's, side by side.
 *
 * <p>Elements that several threads read in changing epochs have those reads in words of the readers' own, by slot. The
 * tables are made when first needed, under the monitor.
 */
public final class ArrayShadow extends WeakEntry implements Shadow {
  /** The shadow of no array: what stands where none has been looked up, or none is needed. */
  public static final ArrayShadow NONE = new ArrayShadow(null, 0, 0);

  /** A Java array holds no more words than this; the elements behind them go unchecked. */
  private static final int MAX_LENGTH = (Integer.MAX_VALUE - 8) / 2;

  private final int length;

  /** For each element its read word, then its write word. */
  private final long[] words;

  /** By slot. */
  private volatile long[][] readers = {};

  ArrayShadow(Object array, int hash, int arrayLength) {
    super(array, hash);
    length = Math.min(arrayLength, MAX_LENGTH);
    words = new long[length * 2];
  }

  /** Whether {@code words}, those of an array, has some for element {@code i}. */
  @ForceInline
  public static boolean has(long[] words, int i) {
    return i >= 0 && i < words.length >> 1;
  }

  /** What holds the words; always the same. */
  @ForceInline
  public long[] words() {
    return words;
  }

  /** Offset of the read word of element {@code i} in the words. */
  @ForceInline
  public static long readOffset(int i) {
    return LongArrays.BASE + ((long) i << 4);
  }

  /** Offset of the write word of element {@code i} in the words. */
  @ForceInline
  public static long writeOffset(int i) {
    return readOffset(i) + 8;
  }

  @Override
  public boolean hasRead(ThreadState t, Object base, long w) {
    long[][] all = readers;
    int slot = t.slot();
    return slot < all.length && all[slot] != null && Epoch.same(all[slot][index(w)], t.epoch);
  }

  @Override
  public void addRead(ThreadState t, Object base, long w, long word) {
    reader(t.slot())[index(w)] = word;
  }

  @Override
  public void addEarlierRead(ThreadState t, Object base, long w, long word) {
    reader(Epoch.slot(word))[index(w)] = word;
  }

  @Override
  public long unorderedRead(ThreadState t, Object base, long w) {
    int i = index(w);
    for (long[] reader : readers) {
      if (reader != null && reader[i] != 0 && !t.covers(reader[i])) {
        return reader[i];
      }
    }
    return 0;
  }

  @Override
  public Variable variable(Object base, long w) {
    Object array = get();
    String name = array == null ? "array" : array.getClass().getTypeName();
    return new Variable(Variable.Kind.ARRAY, name, index(w), List.of());
  }

  private static int index(long w) {
    return (int) (w - LongArrays.BASE >>> 4);
  }

  private long[] reader(int slot) {
    long[][] all = readers;
    return slot < all.length && all[slot] != null ? all[slot] : makeReader(slot);
  }

  private synchronized long[] makeReader(int slot) {
    long[][] all = readers;
    if (slot >= all.length) {
      long[][] more = new long[Math.max(slot + 1, all.length * 2)][];
      System.arraycopy(all, 0, more, 0, all.length);
      all = more;
    }
    if (all[slot] == null) {
      all[slot] = new long[length];
    }
    readers = all; // what was added is complete before it can be seen
    return all[slot];
  }
}
