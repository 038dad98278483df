package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.List;
import jdk.internal.misc.Unsafe;

/**
 * The shadow of one array: two words an element, the last read's and the last write's.
 *
 * <p>Words lie in pages, each made when first needed. A page of n elements is laid out as
 *
 * <pre>
 *   n read words | n write words | 4 read counts | 4 write counts | number of the page
 * </pre>
 *
 * A count is the epoch of a thread with, in the place of the context, how many elements of the page it has recorded in
 * that epoch: once it is n, the thread need not look at their words until its next epoch. Each thread uses the count of
 * its slot's two low bits; when several share one, they only lose counts.
 *
 * <p>Elements that several threads read in changing epochs have those reads in pages of the readers' own, by slot.
 * Making pages is guarded by the monitor.
 */
public final class ArrayShadow extends WeakEntry implements Shadow {
  private static final int PAGE_SHIFT = 9;
  private static final int PAGE = 1 << PAGE_SHIFT;
  private static final int EXTRA = 9;
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final long[][] pages;
  private final int length;

  /** By slot and page. */
  private volatile long[][][] readers = {};

  ArrayShadow(Object array, int hash, int length) {
    super(array, hash);
    this.length = length;
    pages = new long[Math.max(1, (length + PAGE - 1) >>> PAGE_SHIFT)][];
  }

  /** The array's length. */
  public int length() {
    return length;
  }

  /** The page of element {@code i}; null if none of its elements was accessed yet. */
  public long[] existingPage(int i) {
    return pages[i >>> PAGE_SHIFT];
  }

  /** The page of element {@code i}, made if there is none yet. */
  public long[] page(int i) {
    int p = i >>> PAGE_SHIFT;
    long[] page = pages[p];
    return page != null ? page : makePage(p);
  }

  /** Whether the thread has read all elements of the page in its present epoch. */
  public static boolean hasReadAll(long[] page, ThreadState t) {
    int n = page.length >>> 1;
    return page[n * 2 - 8 + (t.slot() & 3)] == t.epoch + (n - 4);
  }

  /** Whether the thread has written all elements of the page in its present epoch. */
  public static boolean hasWrittenAll(long[] page, ThreadState t) {
    int n = page.length >>> 1;
    return page[n * 2 - 4 + (t.slot() & 3)] == t.epoch + (n - 4);
  }

  /** Counts the thread's first read of an element of the page in its present epoch. */
  public static void countRead(long[] page, ThreadState t) {
    count(page, (page.length & -2) - 8 + (t.slot() & 3), t);
  }

  /** Counts the thread's first write of an element of the page in its present epoch. */
  public static void countWrite(long[] page, ThreadState t) {
    count(page, (page.length & -2) - 4 + (t.slot() & 3), t);
  }

  private static void count(long[] page, int at, ThreadState t) {
    long c = page[at];
    page[at] = Epoch.same(c, t.epoch) ? c + 1 : t.epoch + 1;
  }

  /** The word of the last read of element {@code i} of its array, which lies in {@code page}. */
  public static long readWord(long[] page, int i) {
    return page[i & (PAGE - 1)];
  }

  /** The word of the last write of element {@code i} of its array, which lies in {@code page}. */
  public static long writeWord(long[] page, int i) {
    return page[(page.length >>> 1) - 4 + (i & (PAGE - 1))];
  }

  /** Offset of the read word of element {@code i} within its page. */
  public static long readOffset(int i) {
    return LongArrays.BASE + ((long) (i & (PAGE - 1)) << 3);
  }

  /** Offset of the write word of element {@code i} within {@code page}. */
  public static long writeOffset(long[] page, int i) {
    return readOffset(i) + ((long) elements(page) << 3);
  }

  private static int elements(long[] page) {
    return page.length - EXTRA >>> 1;
  }

  /** Whether the thread's read of element {@code i} in its present epoch lies in a page of its own. */
  private boolean hasRead(int i, ThreadState t) {
    long[][][] all = readers;
    int slot = t.slot();
    if (slot >= all.length || all[slot] == null) {
      return false;
    }
    long[] page = all[slot][i >>> PAGE_SHIFT];
    return page != null && Epoch.same(page[i & (PAGE - 1)], t.epoch);
  }

  @Override
  public boolean hasRead(ThreadState t, Object base, long w) {
    return hasRead(index(base, w), t);
  }

  @Override
  public void addRead(ThreadState t, Object base, long w, long word) {
    int i = index(base, w);
    readerPage(t.slot(), i >>> PAGE_SHIFT)[i & (PAGE - 1)] = word;
  }

  @Override
  public void addEarlierRead(ThreadState t, Object base, long w, long word) {
    int i = index(base, w);
    readerPage(Epoch.slot(word), i >>> PAGE_SHIFT)[i & (PAGE - 1)] = word;
  }

  @Override
  public long unorderedRead(ThreadState t, Object base, long w) {
    int i = index(base, w);
    for (long[][] reader : readers) {
      long[] page = reader == null ? null : reader[i >>> PAGE_SHIFT];
      long word = page == null ? 0 : page[i & (PAGE - 1)];
      if (word != 0 && !t.covers(word)) {
        return word;
      }
    }
    return 0;
  }

  @Override
  public Variable variable(Object base, long w) {
    Object array = get();
    String name = array == null ? "array" : array.getClass().getTypeName();
    return new Variable(Variable.Kind.ARRAY, name, index(base, w), List.of());
  }

  private static int index(Object base, long w) {
    long[] page = (long[]) base;
    int inPage = (int) (w - LongArrays.BASE >>> 3) - elements(page);
    return ((int) page[page.length - 1] << PAGE_SHIFT) + inPage;
  }

  private synchronized long[] makePage(int p) {
    long[] page = pages[p];
    if (page == null) {
      page = new long[(elements(p) << 1) + EXTRA];
      page[page.length - 1] = p;
      UNSAFE.storeFence(); // complete before it can be seen
      pages[p] = page;
    }
    return page;
  }

  private int elements(int p) {
    return Math.min(PAGE, length - (p << PAGE_SHIFT));
  }

  private long[] readerPage(int slot, int p) {
    long[][][] all = readers;
    long[] page = slot < all.length && all[slot] != null ? all[slot][p] : null;
    return page != null ? page : makeReaderPage(slot, p);
  }

  private synchronized long[] makeReaderPage(int slot, int p) {
    long[][][] all = readers;
    if (slot >= all.length) {
      long[][][] more = new long[Math.max(slot + 1, all.length * 2)][][];
      System.arraycopy(all, 0, more, 0, all.length);
      readers = more;
      all = more;
    }
    if (all[slot] == null) {
      all[slot] = new long[pages.length][];
    }
    if (all[slot][p] == null) {
      all[slot][p] = new long[elements(p)];
    }
    readers = all; // what was added is complete before it can be seen
    return all[slot][p];
  }
}
