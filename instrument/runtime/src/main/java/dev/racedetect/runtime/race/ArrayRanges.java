package dev.racedetect.runtime.race;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.shadow.ArrayShadow;
import dev.racedetect.runtime.shadow.ArrayShadows;
import dev.racedetect.runtime.thread.ThreadState;
import java.lang.reflect.Array;

/**
 * Accesses to many elements of an array by one call of the JDK. An array that nobody else can have costs one test, a
 * published one a pass over its words.
 *
 * <p>Of the elements of a range that race, the first is reported; the others belong to the same misuse.
 */
public final class ArrayRanges {
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
    for (int i = from; i < from + count; i++) {
      if (shadow.has(i) && RaceRules.hasRead(shadow.readWord(i), t)) {
        continue;
      }
      long[] words = shadow.words();
      long w = ArrayShadow.writeOffset(words, i);
      long r = ArrayShadow.readOffset(i);
      if (!RaceRules.readOrdered(words, w, r, t, sites) && raced == t.lastRace.count()) {
        RaceRules.read(words, w, r, t, sites, shadow);
      }
    }
    t.checks += count;
  }

  /** A write of those elements. */
  public static void write(Object array, int from, int count, ThreadState t, long sites) {
    ArrayShadow shadow = ArrayShadows.of(t, array);
    int raced = t.lastRace.count();
    for (int i = from; i < from + count; i++) {
      if (shadow.has(i) && Epoch.same(shadow.writeWord(i), t.epoch)) {
        continue;
      }
      long[] words = shadow.words();
      long w = ArrayShadow.writeOffset(words, i);
      long r = ArrayShadow.readOffset(i);
      if (!RaceRules.writeOrdered(words, w, r, t, sites) && raced == t.lastRace.count()) {
        RaceRules.write(words, w, r, t, sites, shadow);
      }
    }
    t.checks += count;
  }
}
