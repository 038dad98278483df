package dev.racedetect.runtime.shadow;

/**
 * Ranges of array elements that a thread has accessed in its present epoch, so that it need not look at their shadow again.
 * A cache: a range may be forgotten at any time.
 *
 * <p>Used by its thread only.
 */
public final class Footprints {
  private static final int SETS = 64;

  private final ArrayShadow[] shadows = new ArrayShadow[2 * SETS];
  private final long[] epochs = new long[2 * SETS];
  private final int[] firsts = new int[2 * SETS];
  private final int[] lasts = new int[2 * SETS];
  private final int[] strides = new int[2 * SETS];

  /** Whether the thread has read the elements {@code first}, {@code first + stride}, … {@code last} in that epoch, or written them. */
  public boolean covers(
      ArrayShadow shadow, long epoch, int first, int last, int stride, boolean write) {
    int i = slot(shadow, first, stride);
    return isWithin(i + 1, shadow, epoch, first, last, stride)
        || !write && isWithin(i, shadow, epoch, first, last, stride);
  }

  /** Remembers an access. */
  public void add(ArrayShadow shadow, long epoch, int first, int last, int stride, boolean write) {
    int i = slot(shadow, first, stride) + (write ? 1 : 0);
    boolean extended = shadows[i] == shadow
        && epochs[i] == epoch
        && strides[i] == stride
        && first <= lasts[i] + stride
        && last >= firsts[i] - stride
        && (first - firsts[i]) % stride == 0;
    if (extended) {
      firsts[i] = Math.min(firsts[i], first);
      lasts[i] = Math.max(lasts[i], last);
      return;
    }
    shadows[i] = shadow;
    epochs[i] = epoch;
    firsts[i] = first;
    lasts[i] = last;
    strides[i] = stride;
  }

  private boolean isWithin(int i, ArrayShadow shadow, long epoch, int first, int last, int stride) {
    return shadows[i] == shadow
        && epochs[i] == epoch
        && first >= firsts[i]
        && last <= lasts[i]
        && (strides[i] == 1 || stride % strides[i] == 0 && (first - firsts[i]) % strides[i] == 0);
  }

  // A loop that takes every second element or so has a neighbour that takes the others.
  private static int slot(ArrayShadow shadow, int first, int stride) {
    int phase = stride == 1 ? 0 : first % stride;
    return (shadow.hash + phase & SETS - 1) << 1;
  }
}
