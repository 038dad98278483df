package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.List;
import jdk.internal.vm.annotation.ForceInline;

/**
 * The shadow of one array: two words an element, the last read's and the last write's, side by side.
 */
public final class ArrayShadow extends WeakEntry implements Shadow {
  /** The shadow of no array: what stands where none has been looked up, or none is needed. */
  public static final ArrayShadow NONE = new ArrayShadow(null, 0, 0);

  /** A Java array holds no more words than this; the elements behind them go unchecked. */
  private static final int MAX_LENGTH = (Integer.MAX_VALUE - 8) / 2;

  private final int length;

  /** For each element its read word, then its write word. */
  private final long[] words;

  private volatile SharedReads reads;

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
    return ArrayBases.LONGS + ((long) i << 4);
  }

  /** Offset of the write word of element {@code i} in the words. */
  @ForceInline
  public static long writeOffset(int i) {
    return readOffset(i) + 8;
  }

  @Override
  public SharedReads sharedReads(ThreadState t, Object base) {
    SharedReads r = reads;
    return r != null ? r : makeReads();
  }

  /** As {@link #sharedReads}, null if there are none yet. */
  SharedReads knownReads() {
    return reads;
  }

  @Override
  public int sharedIndex(long w) {
    return index(w);
  }

  @Override
  public Variable variable(Object base, long w) {
    Object array = get();
    String name = array == null ? "array" : array.getClass().getTypeName();
    return new Variable(Variable.Kind.ARRAY, name, index(w), List.of());
  }

  private static int index(long w) {
    return (int) (w - ArrayBases.LONGS >>> 4);
  }

  private synchronized SharedReads makeReads() {
    if (reads == null) {
      reads = new SharedReads(length);
    }
    return reads;
  }
}
