package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.List;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;

/**
 * The shadow of one array: two words an element, the last read's and the last write's.
 *
 * <p>Elements that several threads read in changing epochs have those reads in words of the readers' own, by slot. The
 * tables are made when first needed, under the monitor.
 */
public final class ArrayShadow extends WeakEntry implements Shadow {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private static final long[] NONE = {};

  private final int length;

  /** The read words, then the write words; empty until the first access. */
  private long[] words = NONE;

  /** By slot. */
  private volatile long[][] readers = {};

  ArrayShadow(Object array, int hash, int length) {
    super(array, hash);
    this.length = length;
  }

  /** Whether the shadow has words and {@code i} is an index of the array. */
  @ForceInline
  public boolean has(int i) {
    return i >= 0 && i < words.length >> 1;
  }

  /** Whether {@code i} is an index of the array. */
  public boolean isIndex(int i) {
    return i >= 0 && i < length;
  }

  /** The word of the last read of element {@code i}, for which {@link #has} is true. */
  @ForceInline
  public long readWord(int i) {
    return words[i];
  }

  /** The word of the last write of element {@code i}, for which {@link #has} is true. */
  @ForceInline
  public long writeWord(int i) {
    long[] w = words;
    return w[(w.length >> 1) + i];
  }

  /** What holds the words. */
  public long[] words() {
    long[] w = words;
    return w.length == 0 ? makeWords() : w;
  }

  /** Offset of the read word of element {@code i} in the words. */
  public static long readOffset(int i) {
    return LongArrays.BASE + ((long) i << 3);
  }

  /** Offset of the write word of element {@code i} in the words. */
  public static long writeOffset(long[] words, int i) {
    return LongArrays.BASE + ((long) ((words.length >> 1) + i) << 3);
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

  private int index(long w) {
    return (int) (w - LongArrays.BASE >>> 3) - length;
  }

  private synchronized long[] makeWords() {
    if (words.length == 0 && length > 0) {
      long[] made = new long[length * 2];
      UNSAFE.storeFence(); // zeroed before it can be seen
      words = made;
    }
    return words;
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
