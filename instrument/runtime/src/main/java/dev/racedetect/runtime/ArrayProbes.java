package dev.racedetect.runtime;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.race.ArrayRanges;
import dev.racedetect.runtime.race.RaceRules;
import dev.racedetect.runtime.shadow.ArrayShadow;
import dev.racedetect.runtime.shadow.ArrayShadows;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;

/**
 * What instrumented code calls for the elements of arrays; see {@link Probes} for what holds for all probes.
 *
 * <p>The part that is inlined finds out whether there is anything to record; the rest is a call.
 */
public final class ArrayProbes {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private ArrayProbes() {}

  /** What the hint of a site is before its first access. */
  @ForceInline
  public static ArrayShadow none() {
    return ArrayShadow.NONE;
  }

  /**
   * A read of {@code array[index]}, before it happens and may fail.
   *
   * @param hint the shadow that the last access at this site found
   * @return the hint for the next access at this site
   */
  @ForceInline
  public static ArrayShadow read(
      Object array, int index, ArrayShadow hint, ThreadState t, long sites) {
    ArrayShadow shadow = hint.refersTo(array) ? hint : find(array, t);
    long[] words = shadow.words();
    if (ArrayShadow.has(words, index)) {
      long r = UNSAFE.getLong(words, ArrayShadow.readOffset(index));
      if (!Epoch.same(r, t.epoch) && !t.readSets.isCurrent(r, t.epoch)) {
        readUnrecorded(array, words, index, t, sites);
      }
    } else if (words == ArrayShadow.IN_RUNS) {
      inRuns(array, index, false, t, sites);
    }
    return shadow;
  }

  /** A write of {@code array[index]}; as {@link #read}. */
  @ForceInline
  public static ArrayShadow write(
      Object array, int index, ArrayShadow hint, ThreadState t, long sites) {
    ArrayShadow shadow = hint.refersTo(array) ? hint : find(array, t);
    long[] words = shadow.words();
    if (ArrayShadow.has(words, index)) {
      if (!Epoch.same(UNSAFE.getLong(words, ArrayShadow.writeOffset(index)), t.epoch)) {
        writeUnrecorded(array, words, index, t, sites);
      }
    } else if (words == ArrayShadow.IN_RUNS) {
      inRuns(array, index, true, t, sites);
    }
    return shadow;
  }

  /**
   * As {@link #read(Object, int, ArrayShadow, ThreadState, long)}, where a hint can only be of this array.
   *
   * @param hint the words of the array's shadow, none when it had no shadow yet, null before the first access
   * @return the hint for the next access to the same array
   */
  @ForceInline
  public static long[] read(Object array, int index, long[] hint, ThreadState t, long sites) {
    long[] words = hint;
    if (words == null || !ArrayShadow.has(words, index)) {
      words = words(array, words, t);
      if (words == ArrayShadow.IN_RUNS) {
        return inRuns(array, index, false, t, sites);
      }
      if (!ArrayShadow.has(words, index)) {
        return words;
      }
    }
    long r = UNSAFE.getLong(words, ArrayShadow.readOffset(index));
    if (!Epoch.same(r, t.epoch) && !t.readSets.isCurrent(r, t.epoch)) {
      readUnrecorded(array, words, index, t, sites);
    }
    return words;
  }

  /** A write of {@code array[index]}; as {@link #read(Object, int, long[], ThreadState, long)}. */
  @ForceInline
  public static long[] write(Object array, int index, long[] hint, ThreadState t, long sites) {
    long[] words = hint;
    if (words == null || !ArrayShadow.has(words, index)) {
      words = words(array, words, t);
      if (words == ArrayShadow.IN_RUNS) {
        return inRuns(array, index, true, t, sites);
      }
      if (!ArrayShadow.has(words, index)) {
        return words;
      }
    }
    if (!Epoch.same(UNSAFE.getLong(words, ArrayShadow.writeOffset(index)), t.epoch)) {
      writeUnrecorded(array, words, index, t, sites);
    }
    return words;
  }

  /** The epoch that a loop begins in. */
  @ForceInline
  public static long epoch(ThreadState t) {
    return t.epoch;
  }

  /**
   * The reads that a loop has made at one place, at its end.
   *
   * @param array null if it was never entered, or its reads have been checked
   * @param first the index of the first iteration's read
   * @param delta by how much the index grew in each iteration
   * @param iterations how many were completed
   * @param made how many of its accesses the last iteration made, when it was not completed
   * @param number how many accesses an iteration makes before this one
   * @param epoch that of the loop's beginning
   */
  @ForceInline
  public static void loopRead(
      Object array,
      int first,
      int delta,
      int iterations,
      int made,
      int number,
      ThreadState t,
      long epoch,
      long sites) {
    int count = iterations + (made > number ? 1 : 0);
    if (count != 0 && array != null && !ArrayShadows.isPrivate(array)) {
      loop(array, first, delta, count, false, t, epoch, sites);
    }
  }

  /** The writes that a loop has made at one place; as {@link #loopRead}. */
  @ForceInline
  public static void loopWrite(
      Object array,
      int first,
      int delta,
      int iterations,
      int made,
      int number,
      ThreadState t,
      long epoch,
      long sites) {
    int count = iterations + (made > number ? 1 : 0);
    if (count != 0 && array != null && !ArrayShadows.isPrivate(array)) {
      loop(array, first, delta, count, true, t, epoch, sites);
    }
  }

  @DontInline
  private static void loop(
      Object array,
      int first,
      int delta,
      int count,
      boolean write,
      ThreadState t,
      long epoch,
      long sites) {
    if (t.inside) {
      return;
    }
    int end = first + delta * (count - 1);
    int low = Math.min(first, end);
    int high = Math.max(first, end);
    int stride = Math.max(Math.abs(delta), 1);
    ArrayShadow known = ArrayShadows.known(t, array);
    if (known != null && t.footprints.covers(known, epoch, low, high, stride, write)) {
      return;
    }
    t.inside = true;
    try {
      if (t.epoch == epoch) {
        ArrayRanges.access(array, low, high, stride, write, false, t, sites);
      } else {
        // A class loader's code ran in between: the accesses may lie before what it released.
        Findings.dropped("accesses in loops that loaded classes", 1);
      }
    } catch (Throwable e) {
      Trouble.in("array loop", e);
    } finally {
      t.inside = false;
    }
  }

  /** {@code reference} is about to become reachable for other threads; if it is an array it gets a shadow from now on. */
  public static void publish(Object reference) {
    if (reference != null && reference.getClass().isArray()) {
      ArrayShadows.publish(reference);
    }
  }

  /** {@code reference} is about to be stored into {@code array}; into a private array that publishes nothing yet. */
  public static void publishInto(Object array, Object reference) {
    if (reference != null
        && array != null
        && reference.getClass().isArray()
        && !ArrayShadows.isPrivate(array)) {
      ArrayShadows.publish(reference);
    }
  }

  @ForceInline
  private static ArrayShadow find(Object array, ThreadState t) {
    if (array == null || ArrayShadows.isPrivate(array)) {
      return ArrayShadow.NONE;
    }
    ArrayShadow known = ArrayShadows.known(t, array);
    return known != null ? known : publishedShadow(array, t);
  }

  // Words are never replaced, but for those that stand for runs: where there are some, the index is
  // none of the array's.
  @ForceInline
  private static long[] words(Object array, long[] known, ThreadState t) {
    return known != null && known.length > 0 ? known : find(array, t).words();
  }

  /** An access to an array that has no words for each element, or did not have them just now; returns what it has. */
  @DontInline
  private static long[] inRuns(Object array, int index, boolean write, ThreadState t, long sites) {
    if (t.inside) {
      return ArrayShadow.IN_RUNS;
    }
    t.inside = true;
    try {
      ArrayShadow shadow = ArrayShadows.of(t, array);
      shadow.single();
      ArrayRanges.access(array, index, index, 1, write, false, t, sites);
      return shadow.words();
    } catch (Throwable e) {
      Trouble.in("array element", e);
      return ArrayShadow.IN_RUNS;
    } finally {
      t.inside = false;
    }
  }

  @DontInline
  private static ArrayShadow publishedShadow(Object array, ThreadState t) {
    if (t.inside) {
      return ArrayShadow.NONE;
    }
    t.inside = true;
    try {
      return ArrayShadows.of(t, array);
    } catch (Throwable e) {
      Trouble.in("array shadow", e);
      return ArrayShadow.NONE;
    } finally {
      t.inside = false;
    }
  }

  @DontInline
  private static void readUnrecorded(
      Object array, long[] words, int index, ThreadState t, long sites) {
    long w = ArrayShadow.writeOffset(index);
    long r = ArrayShadow.readOffset(index);
    if (t.inside
        || (RaceRules.isShared(words, r)
            ? RaceRules.readShared(words, w, r, t, sites, ArrayShadows.knownReads(t, array), index)
            : RaceRules.readOrdered(words, w, r, t, sites))) {
      return;
    }
    t.inside = true;
    try {
      RaceRules.read(words, w, r, t, sites, ArrayShadows.of(t, array));
    } catch (Throwable e) {
      Trouble.in("array read", e);
    } finally {
      t.inside = false;
    }
  }

  @DontInline
  private static void writeUnrecorded(
      Object array, long[] words, int index, ThreadState t, long sites) {
    long w = ArrayShadow.writeOffset(index);
    long r = ArrayShadow.readOffset(index);
    if (t.inside || RaceRules.writeOrdered(words, w, r, t, sites)) {
      return;
    }
    t.inside = true;
    try {
      RaceRules.write(words, w, r, t, sites, ArrayShadows.of(t, array));
    } catch (Throwable e) {
      Trouble.in("array write", e);
    } finally {
      t.inside = false;
    }
  }
}
