package dev.racedetect.runtime.race;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.shadow.ArrayShadow;
import dev.racedetect.runtime.shadow.ArrayShadows;
import dev.racedetect.runtime.shadow.Shadow;
import dev.racedetect.runtime.thread.ThreadState;
import java.lang.reflect.Array;
import jdk.internal.misc.Unsafe;

/**
 * Accesses to many elements of an array, by one call of the JDK or by a loop. An array that nobody else can have costs one
 * test; a published one that is accessed in order, two words or a few for all the elements.
 *
 * <p>Of the elements of a call that race, the first is reported; the others belong to the same misuse.
 */
public final class ArrayRanges {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private ArrayRanges() {}

  /** Whether an access to {@code array} needs no check. */
  public static boolean isUnchecked(Object array) {
    return array == null || !array.getClass().isArray() || ArrayShadows.isPrivate(array);
  }

  /** Whether {@code System.arraycopy} with these arguments copies all it is asked to; false when in doubt. */
  public static boolean isCopied(Object from, int fromIndex, Object to, int toIndex, int count) {
    if (from == null || to == null || count <= 0 || fromIndex < 0 || toIndex < 0) {
      return false;
    }
    Class<?> one = from.getClass().getComponentType();
    Class<?> other = to.getClass().getComponentType();
    return one != null
        && other != null
        && (one == other || !other.isPrimitive() && other.isAssignableFrom(one))
        && count <= Array.getLength(from) - fromIndex
        && count <= Array.getLength(to) - toIndex;
  }

  /** A read of the elements {@code from} to {@code from + count - 1}, which exist, by one call. */
  public static void read(Object array, int from, int count, ThreadState t, long sites) {
    access(array, from, from + count - 1, 1, false, true, t, sites);
  }

  /** A write of those elements. */
  public static void write(Object array, int from, int count, ThreadState t, long sites) {
    access(array, from, from + count - 1, 1, true, true, t, sites);
  }

  /**
   * An access to the elements {@code first}, {@code first + stride}, … {@code last} of a published array. Does nothing if not
   * all of them exist.
   *
   * @param stride greater than 0; 1 for a single element
   * @param once whether of the elements that race only the first is reported
   */
  public static void access(
      Object array,
      int first,
      int last,
      int stride,
      boolean write,
      boolean once,
      ThreadState t,
      long sites) {
    ArrayShadow shadow = ArrayShadows.of(t, array);
    if (first < 0 || last >= shadow.length() || first > last) {
      return;
    }
    if (t.footprints.covers(shadow, t.epoch, first, last, stride, write)) {
      return;
    }
    if (t.optimistic && !write) {
      shadow.spread(); // the words of a run may move while they wait for the section's end
    }
    Check check = new Check(write, once, t, sites);
    if (!shadow.inRuns(first, last, stride, check)) {
      long[] words = shadow.words();
      for (int i = first; i >= 0 && i <= last && ArrayShadow.has(words, i); i += stride) {
        check.apply(words, ArrayShadow.writeOffset(i), ArrayShadow.readOffset(i), shadow);
      }
    }
    if (check.raced == t.lastRace.count() && !t.optimistic) {
      t.footprints.add(shadow, t.epoch, first, last, stride, write);
    }
  }

  /** The rule for a read or a write. */
  private static final class Check implements ArrayShadow.Rule {
    private final boolean write;
    private final boolean once;
    private final ThreadState t;
    private final long sites;
    private final int raced;

    Check(boolean write, boolean once, ThreadState t, long sites) {
      this.write = write;
      this.once = once;
      this.t = t;
      this.sites = sites;
      this.raced = t.lastRace.count();
    }

    @Override
    public void apply(long[] words, long w, long r, Shadow shadow) {
      if (write) {
        if (!Epoch.same(UNSAFE.getLong(words, w), t.epoch)
            && !RaceRules.writeOrdered(words, w, r, t, sites)
            && !isOver()) {
          RaceRules.write(words, w, r, t, sites, shadow);
        }
      } else if (!RaceRules.hasRead(UNSAFE.getLong(words, r), t)
          && !RaceRules.readOrdered(words, w, r, t, sites)
          && !isOver()) {
        RaceRules.read(words, w, r, t, sites, shadow);
      }
    }

    private boolean isOver() {
      return once && raced != t.lastRace.count();
    }
  }
}
