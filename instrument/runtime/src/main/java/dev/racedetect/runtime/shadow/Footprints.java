package dev.racedetect.runtime.shadow;

import jdk.internal.vm.annotation.ForceInline;

/**
 * Ranges of array elements that a thread has accessed in its present epoch, so that it need not look at their shadow again.
 * A cache: a range may be forgotten at any time.
 *
 * <p>Used by its thread only.
 */
public final class Footprints {
  private static final int SETS = 64;

  /** Two ranges of reads and two of writes a set, of each the younger first. */
  private static final int RANGES = 4;

  private static final int WRITES = 2;

  private final Range[] ranges = new Range[RANGES * SETS];

  /** The elements {@code first}, {@code first + stride}, … {@code last} of an array. */
  private static final class Range {
    ArrayShadow shadow;
    long epoch;
    int first;
    int last;
    int stride;

    @ForceInline
    boolean has(ArrayShadow array, long time, int from, int to, int by) {
      return shadow == array
          && epoch == time
          && from >= first
          && to <= last
          && (stride == 1 || by % stride == 0 && (from - first) % stride == 0);
    }

    /** Grows by a neighbour, if that is one. */
    boolean add(ArrayShadow array, long time, int from, int to, int by) {
      boolean neighbour = shadow == array
          && epoch == time
          && stride == by
          && from <= last + by
          && to >= first - by
          && (from - first) % by == 0;
      if (neighbour) {
        first = Math.min(first, from);
        last = Math.max(last, to);
      }
      return neighbour;
    }
  }

  /**
   * Whether the thread has read the elements {@code first}, {@code first + stride}, … {@code last} in that epoch, or
   * written them.
   */
  public boolean covers(
      ArrayShadow shadow, long epoch, int first, int last, int stride, boolean write) {
    int i = set(shadow, first, stride);
    return !write && isIn(i, shadow, epoch, first, last, stride)
        || isIn(i + WRITES, shadow, epoch, first, last, stride);
  }

  /** Remembers an access. */
  public void add(ArrayShadow shadow, long epoch, int first, int last, int stride, boolean write) {
    int i = set(shadow, first, stride) + (write ? WRITES : 0);
    Range younger = ranges[i];
    Range older = ranges[i + 1];
    if (younger != null && younger.add(shadow, epoch, first, last, stride)
        || older != null && older.add(shadow, epoch, first, last, stride)) {
      return;
    }
    Range range = older == null ? new Range() : older;
    range.shadow = shadow;
    range.epoch = epoch;
    range.first = first;
    range.last = last;
    range.stride = stride;
    ranges[i + 1] = younger;
    ranges[i] = range;
  }

  @ForceInline
  private boolean isIn(int i, ArrayShadow shadow, long epoch, int first, int last, int stride) {
    Range younger = ranges[i];
    if (younger == null) {
      return false;
    }
    if (younger.has(shadow, epoch, first, last, stride)) {
      return true;
    }
    Range older = ranges[i + 1];
    return older != null && older.has(shadow, epoch, first, last, stride);
  }

  // A loop that takes every second element or so has a neighbour that takes the others.
  private static int set(ArrayShadow shadow, int first, int stride) {
    int phase = stride == 1 ? 0 : first % stride;
    return (shadow.hash + phase & SETS - 1) * RANGES;
  }
}
