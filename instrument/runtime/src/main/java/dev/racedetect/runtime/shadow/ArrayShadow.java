package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.List;
import jdk.internal.misc.Unsafe;

/**
 * The shadow of one array: two words an element, the last write's and the last read's, side by side.
 *
 * <p>Small arrays have one page, larger ones pages of {@value #PAGE} elements, each made when first needed.
 */
public final class ArrayShadow extends ReadVectors implements Shadow {
  private static final int PAGE_SHIFT = 12;
  private static final int PAGE = 1 << PAGE_SHIFT;
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final long[][] pages;
  private final int lastPage;
  private final int length;

  ArrayShadow(Object array, int hash, int length) {
    super(array, hash);
    this.length = length;
    int n = Math.max(1, (length + PAGE - 1) >>> PAGE_SHIFT);
    pages = new long[n][];
    lastPage = length - ((n - 1) << PAGE_SHIFT);
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
  public ReadVectors readVectors(ThreadState t, Object base) {
    return this;
  }

  @Override
  public Variable variable(Object base, long writeOffset) {
    int page = 0;
    while (pages[page] != base) {
      page++;
    }
    int index = (page << PAGE_SHIFT) + (int) (writeOffset - Unsafe.ARRAY_LONG_BASE_OFFSET >>> 4);
    Object array = get();
    String name = array == null ? "array" : array.getClass().getTypeName();
    return new Variable(Variable.Kind.ARRAY, name, index, List.of());
  }

  private synchronized long[] makePage(int p) {
    long[] page = pages[p];
    if (page == null) {
      page = new long[(p == pages.length - 1 ? lastPage : PAGE) << 1];
      UNSAFE.storeFence(); // zeroed before it can be seen
      pages[p] = page;
    }
    return page;
  }
}
