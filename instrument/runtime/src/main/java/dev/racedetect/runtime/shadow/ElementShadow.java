package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.misc.Unsafe;

/**
 * The elements of one ArrayList as variables, by index: replacing an element is no structural modification, and so it
 * conflicts with accesses to the same element only.
 *
 * <p>An index stands for one element between two structural modifications. Each access to an element also reads the
 * list's state, so whoever is not ordered after the last structural modification is reported for that; whoever is, is
 * ordered after all that was done to the elements before it, and the old words say nothing wrong.
 *
 * <p>Words come in pages, made when first needed, under the monitor. The first long of a page is the index of its first
 * element, then follow the read words, then the write words.
 */
public final class ElementShadow implements Shadow {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final int SHIFT = 6;
  private static final int PAGE = 1 << SHIFT;

  private final CollectionShadow list;

  /** Accesses to all elements at once: each thread's last. */
  private final SharedReads whole = new SharedReads(1);

  private volatile long[][] pages = {};
  private volatile SharedReads[] reads = {};

  ElementShadow(CollectionShadow list) {
    this.list = list;
  }

  /** What holds the words of that element, made now if there is none yet. */
  public long[] page(int index) {
    long[][] all = pages;
    int p = index >> SHIFT;
    return p < all.length && all[p] != null ? all[p] : makePage(p);
  }

  /** What holds the words of that element, or null if it was never accessed. */
  public long[] pageIfAny(int index) {
    long[][] all = pages;
    int p = index >> SHIFT;
    return p < all.length ? all[p] : null;
  }

  /** Index of the first element of the next page. */
  public static int nextPage(int index) {
    return (index | PAGE - 1) + 1;
  }

  /** Position of an element's read word in its page. */
  public static int read(int index) {
    return 1 + (index & PAGE - 1);
  }

  /** Position of an element's write word in its page. */
  public static int write(int index) {
    return 1 + PAGE + (index & PAGE - 1);
  }

  /** Whether the current thread's read of all elements in its present epoch is recorded. */
  public boolean hasReadAll(ThreadState t) {
    long[] own = whole.ofSlot(t.slot());
    return own != null && Epoch.same(own[0], t.epoch);
  }

  /** Records a read of all elements by the current thread. */
  public void addReadOfAll(long word) {
    whole.add(0, word);
  }

  /** A read of all elements that does not happen-before the current thread; 0 if there is none. */
  public long unorderedReadOfAll(ThreadState t) {
    return whole.unordered(0, t);
  }

  @Override
  public SharedReads sharedReads(ThreadState t, Object base) {
    SharedReads[] all = reads;
    int p = (int) ((long[]) base)[0] >> SHIFT;
    return p < all.length && all[p] != null ? all[p] : makeReads(p);
  }

  @Override
  public int sharedIndex(long w) {
    return (int) (w - ArrayBases.LONGS >>> 3) - 1 - PAGE;
  }

  @Override
  public Variable variable(Object base, long w) {
    return list.element((int) ((long[]) base)[0] + sharedIndex(w));
  }

  @Override
  public boolean isReportedOnce() {
    return list.isReportedOnce();
  }

  private synchronized SharedReads makeReads(int p) {
    SharedReads[] all = reads;
    if (p >= all.length) {
      SharedReads[] more = new SharedReads[Math.max(p + 1, all.length * 2)];
      System.arraycopy(all, 0, more, 0, all.length);
      all = more;
    }
    if (all[p] == null) {
      all[p] = new SharedReads(PAGE);
    }
    reads = all; // what was added is complete before it can be seen
    return all[p];
  }

  private synchronized long[] makePage(int p) {
    long[][] all = pages;
    if (p >= all.length) {
      long[][] more = new long[Math.max(p + 1, all.length * 2)][];
      System.arraycopy(all, 0, more, 0, all.length);
      all = more;
    }
    if (all[p] == null) {
      long[] made = new long[1 + 2 * PAGE];
      made[0] = (long) p << SHIFT;
      UNSAFE.storeFence(); // complete before it can be seen
      all[p] = made;
    }
    pages = all;
    return all[p];
  }
}
