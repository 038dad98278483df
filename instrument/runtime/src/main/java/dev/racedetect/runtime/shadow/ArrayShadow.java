package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.List;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;

/**
 * The shadow of one array: two words an element, the last read's and the last write's, side by side. As long as its
 * elements are accessed in order, by loops and by calls that copy, a long array has {@link Runs} instead: two words for
 * many elements.
 *
 * <p>The runs are guarded by this object's monitor. Once there are words for each element there are no runs any more.
 */
public final class ArrayShadow extends WeakEntry implements Shadow {
  /** The shadow of no array: what stands where none has been looked up, or none is needed. */
  public static final ArrayShadow NONE = new ArrayShadow();

  /** Stands for the words of an array that has runs. */
  public static final long[] IN_RUNS = {};

  /** A Java array holds no more words than this; the elements behind them go unchecked. */
  private static final int MAX_LENGTH = (Integer.MAX_VALUE - 8) / 2;

  /** A shorter array has words at once: its runs would not be smaller. */
  private static final int LONG = 32;

  /** Phases are for loops that take every second element or so. */
  private static final int MAX_STRIDE = 8;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final int length;

  /** For each element its read word, then its write word; or {@link #IN_RUNS}. Read without a lock. */
  private long[] words;

  /** How many more accesses there were to single elements than to elements of ranges, while there are runs; a guess. */
  private int singles;

  /** One a phase: as many as the stride. */
  private Runs[] runs;

  private volatile SharedReads reads;

  private ArrayShadow() {
    super(null, 0);
    length = 0;
    words = new long[0];
  }

  ArrayShadow(Object array, int hash, int arrayLength) {
    super(array, hash);
    length = arrayLength;
    if (arrayLength < LONG) {
      words = new long[arrayLength * 2];
    } else {
      words = IN_RUNS;
      runs = new Runs[] {new Runs(this, 1, 0, arrayLength)};
    }
  }

  /** Whether {@code words}, those of an array, has some for element {@code i}. */
  @ForceInline
  public static boolean has(long[] words, int i) {
    return i >= 0 && i < words.length >> 1;
  }

  /** What holds the words of the elements; the same from the time when it is not {@link #IN_RUNS}. */
  @ForceInline
  public long[] words() {
    return words;
  }

  /** How many elements the array has. */
  public int length() {
    return length;
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

  /** The element that has its write word at offset {@code w}. */
  static int index(long w) {
    return (int) (w - ArrayBases.LONGS >>> 4);
  }

  /** What is done to the runs of a range. */
  public interface Rule {
    /** Applies it to the run with these words; {@code w} and {@code r} are offsets of its write word and its read word. */
    void apply(long[] words, long w, long r, Shadow shadow);
  }

  /**
   * Applies a rule to the elements {@code first}, {@code first + stride}, … {@code last}, as they lie in runs.
   *
   * @return false when the elements have words of their own, then nothing has been done
   */
  public synchronized boolean inRuns(int first, int last, int stride, Rule rule) {
    if (words != IN_RUNS) {
      return false;
    }
    int step = first == last ? runs.length : stride;
    if (step % runs.length != 0 && runs.length % step != 0
        || step > MAX_STRIDE && step > runs.length) {
      spread();
      return false;
    }
    if (step > runs.length) {
      split(step / runs.length);
    }
    singles = first == last ? singles : Math.max(0, singles - (last - first) / stride - 1);
    int strides = runs.length / step;
    for (int i = first; i <= last && strides > 0 && i >= 0; i += step, strides--) {
      if (!runs[i % runs.length].hasRoom()) {
        spread();
        return false;
      }
    }
    int phases = runs.length / step;
    for (int i = first; i <= last && phases > 0 && i >= 0; i += step, phases--) {
      apply(
          runs[i % runs.length], i / runs.length, (last - i) / runs.length + i / runs.length, rule);
    }
    return true;
  }

  /** An element was accessed by itself: what has been accessed twice like that is better off with words for each. */
  public void single() {
    if (++singles > 2 * length && words == IN_RUNS) {
      spread();
    }
  }

  private static void apply(Runs phase, int from, int last, Rule rule) {
    int run = phase.cut(from);
    int end = phase.cut(last + 1);
    for (int k = run; k < end; k++) {
      rule.apply(phase.words(), writeOffset(k), readOffset(k), phase);
    }
    phase.merge(run - 1, end - 1);
  }

  private void split(int parts) {
    Runs[] more = new Runs[runs.length * parts];
    for (int p = 0; p < more.length; p++) {
      more[p] = runs[p % runs.length].part(p / runs.length, parts);
    }
    runs = more;
  }

  /** From now on each element has words of its own; returns them. */
  public synchronized long[] spread() {
    if (words == IN_RUNS) {
      long[] all = new long[Math.min(length, MAX_LENGTH) * 2];
      for (Runs phase : runs) {
        if (phase.hasShared()) {
          makeReads();
        }
        phase.spread(all, reads);
      }
      runs = null;
      UNSAFE.storeFence(); // the words are complete before they can be found
      words = all;
    }
    return words;
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
    return element(index(w));
  }

  /** An element as a report names it. */
  Variable element(int index) {
    Object array = get();
    String name = array == null ? "array" : array.getClass().getTypeName();
    return new Variable(Variable.Kind.ARRAY, name, index, List.of());
  }

  @Override
  public Object identity(Object base) {
    return this;
  }

  private synchronized SharedReads makeReads() {
    if (reads == null) {
      reads = new SharedReads(Math.min(length, MAX_LENGTH));
    }
    return reads;
  }
}
