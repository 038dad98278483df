package dev.racedetect.runtime.race;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Access;
import dev.racedetect.runtime.shadow.ArrayBases;
import dev.racedetect.runtime.shadow.CollectionShadow;
import dev.racedetect.runtime.shadow.ElementShadow;
import dev.racedetect.runtime.stack.StackDepot;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.misc.Unsafe;

/**
 * Accesses to the elements of an ArrayList; see {@link ElementShadow}.
 *
 * <p>A read of all elements is recorded once, beside the elements' own words: the reader records it and then looks at the
 * words of the last writes, a writer stamps its word and then looks at those records. So at least one sees the other.
 */
public final class ElementRules {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private ElementRules() {}

  /** Whether the current thread has read that element in its present epoch, and that is recorded. */
  public static boolean isRead(CollectionShadow list, int index, ThreadState t) {
    ElementShadow all = list.elementsIfAny();
    long[] page = all == null ? null : all.pageIfAny(index);
    return page != null && RaceRules.hasRead(page[ElementShadow.read(index)], t);
  }

  /** Whether its last access to that element was a write in its present epoch. */
  public static boolean isWritten(CollectionShadow list, int index, ThreadState t) {
    ElementShadow all = list.elementsIfAny();
    long[] page = all == null ? null : all.pageIfAny(index);
    return page != null && Epoch.same(page[ElementShadow.write(index)], t.epoch);
  }

  /** A read of one element. */
  public static void read(CollectionShadow list, int index, ThreadState t, long sites) {
    ElementShadow all = list.elements();
    long[] page = all.page(index);
    long w = offset(ElementShadow.write(index));
    long r = offset(ElementShadow.read(index));
    if (!RaceRules.readOrdered(page, w, r, t, sites)) {
      RaceRules.read(page, w, r, t, sites, all);
    }
  }

  /** A write of one element. */
  public static void write(CollectionShadow list, int index, ThreadState t, long sites) {
    ElementShadow all = list.elements();
    long[] page = all.page(index);
    long w = offset(ElementShadow.write(index));
    long r = offset(ElementShadow.read(index));
    if (!RaceRules.writeOrdered(page, w, r, t, sites)) {
      RaceRules.write(page, w, r, t, sites, all);
    }
    UNSAFE.fullFence(); // the stamp before the look at the reads of all
    long read = all.unorderedReadOfAll(t);
    if (read != 0) {
      RaceReports.report(t, Access.Type.WRITE, read, Access.Type.READ, all, page, w);
    }
  }

  /** A read of every element. */
  public static void readAll(CollectionShadow list, ThreadState t, long sites) {
    int size = list.elementCount();
    if (size == 0 || list.elements().hasReadAll(t)) {
      return;
    }
    ElementShadow all = list.elements();
    all.addReadOfAll(t.epoch | StackDepot.context(t, sites));
    UNSAFE.fullFence(); // the record before the look at the writes
    for (int i = 0; i < size; i++) {
      long[] page = all.pageIfAny(i);
      if (page == null) {
        i = ElementShadow.nextPage(i) - 1;
        continue;
      }
      long write = UNSAFE.getLongVolatile(page, offset(ElementShadow.write(i)));
      if (write != 0 && !t.covers(write)) {
        RaceReports.report(
            t,
            Access.Type.READ,
            write,
            Access.Type.WRITE,
            all,
            page,
            offset(ElementShadow.write(i)));
        return;
      }
    }
  }

  private static long offset(int position) {
    return ArrayBases.LONGS + ((long) position << 3);
  }
}
