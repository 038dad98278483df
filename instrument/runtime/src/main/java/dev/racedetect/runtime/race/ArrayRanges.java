package dev.racedetect.runtime.race;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.shadow.ArrayShadow;
import dev.racedetect.runtime.shadow.ArrayShadows;
import dev.racedetect.runtime.thread.ThreadState;
import java.lang.reflect.Array;
import jdk.internal.misc.Unsafe;

/**
 * Accesses to many elements of an array by one call of the JDK. An array that nobody else can have costs one test, a
 * published one a pass over its words.
 *
 * <p>Of the elements of a range that race, the first is reported; the others belong to the same misuse.
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

  /** A read of the elements {@code from} to {@code from + count - 1}, which exist. */
  public static void read(Object array, int from, int count, ThreadState t, long sites) {
    ArrayShadow shadow = ArrayShadows.of(t, array);
    int raced = t.lastRace.count();
    long[] words = shadow.words();
    for (int i = from; i < from + count && ArrayShadow.has(words, i); i++) {
      long w = ArrayShadow.writeOffset(i);
      long r = ArrayShadow.readOffset(i);
      if (RaceRules.hasRead(UNSAFE.getLong(words, r), t)) {
        continue;
      }
      if (!RaceRules.readOrdered(words, w, r, t, sites) && raced == t.lastRace.count()) {
        RaceRules.read(words, w, r, t, sites, shadow);
      }
    }
  }

  /** A write of those elements. */
  public static void write(Object array, int from, int count, ThreadState t, long sites) {
    ArrayShadow shadow = ArrayShadows.of(t, array);
    int raced = t.lastRace.count();
    long[] words = shadow.words();
    for (int i = from; i < from + count && ArrayShadow.has(words, i); i++) {
      long w = ArrayShadow.writeOffset(i);
      long r = ArrayShadow.readOffset(i);
      if (Epoch.same(UNSAFE.getLong(words, w), t.epoch)) {
        continue;
      }
      if (!RaceRules.writeOrdered(words, w, r, t, sites) && raced == t.lastRace.count()) {
        RaceRules.write(words, w, r, t, sites, shadow);
      }
    }
  }
}
