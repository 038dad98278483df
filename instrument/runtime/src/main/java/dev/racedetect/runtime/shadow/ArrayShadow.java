package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.List;
import jdk.internal.misc.Unsafe;

/**
 * The shadow of one array: two words an element, the last write's and the last read's, side by side.
 *
 * <p>Words lie in pages of {@value #PAGE} elements, each made when first needed; behind its words a page has its own
 * number. Elements that several threads read have those reads in pages of the readers' own, by slot, so that threads
 * that read the same data write no memory that another one reads. Making pages is guarded by the monitor.
 */
public final class ArrayShadow extends WeakEntry implements Shadow {
  private static final int PAGE_SHIFT = 12;
  private static final int PAGE = 1 << PAGE_SHIFT;
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final long[][] pages;
  private final int length;

  /** By slot and page; at slot 0 the reads that were the only ones before a second reader came. */
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

  /** The word of the last read of element {@code i}; 0 if there was none. */
  public long readWord(int i) {
    long[] page = pages[i >>> PAGE_SHIFT];
    return page == null ? 0 : page[((i & (PAGE - 1)) << 1) + 1];
  }

  /** The word of the last write of element {@code i}; 0 if there was none. */
  public long writeWord(int i) {
    long[] page = pages[i >>> PAGE_SHIFT];
    return page == null ? 0 : page[(i & (PAGE - 1)) << 1];
  }

  /** Whether element {@code i}, whose read word is {@link Shadow#SHARED}, was read by the thread in its present epoch. */
  public boolean hasRead(int i, ThreadState t) {
    long[][][] all = readers;
    int slot = t.slot();
    if (slot >= all.length || all[slot] == null) {
      return false;
    }
    long[] page = all[slot][i >>> PAGE_SHIFT];
    return page != null && Epoch.same(page[i & (PAGE - 1)], t.epoch);
  }

  /** The page that holds the words of element {@code i}, made if there is none yet. */
  public long[] page(int i) {
    int p = i >>> PAGE_SHIFT;
    long[] page = pages[p];
    return page != null ? page : makePage(p);
  }

  /** Offset of the write word of element {@code i} within its page; the read word is 8 bytes further. */
  public static long writeOffset(int i) {
    return Unsafe.ARRAY_LONG_BASE_OFFSET + ((long) (i & (PAGE - 1)) << 4);
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
  public void addFirstRead(ThreadState t, Object base, long w, long word) {
    int i = index(base, w);
    readerPage(0, i >>> PAGE_SHIFT)[i & (PAGE - 1)] = word;
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
    return ((int) page[page.length - 1] << PAGE_SHIFT) + (int) (w - Unsafe.ARRAY_LONG_BASE_OFFSET >>> 4);
  }

  private synchronized long[] makePage(int p) {
    long[] page = pages[p];
    if (page == null) {
      page = new long[(elements(p) << 1) + 1];
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
