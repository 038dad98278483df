package dev.racedetect.runtime.clock;

import jdk.internal.vm.annotation.ForceInline;

/**
 * The layout of a shadow word: which thread accessed a variable, at what time of its clock, and from where.
 *
 * <pre>
 *   63        47 46           20 19          0
 *   +-----------+---------------+------------+
 *   | slot (17) |  clock (27)   | context(20)|
 *   +-----------+---------------+------------+
 * </pre>
 *
 * The word without its context is the epoch. Slot 0 belongs to no thread: a word of 0 means "never accessed", another
 * word with slot 0 is the number of a read vector. A thread whose clock is used up goes on in a new slot, so epochs
 * never overflow.
 */
public final class Epoch {
  /** How many low bits of a word hold the calling context. */
  public static final int CONTEXT_BITS = 20;

  /** The largest context number. */
  public static final int MAX_CONTEXT = (1 << CONTEXT_BITS) - 1;

  /** The largest clock value within a slot. */
  public static final int MAX_CLOCK = (1 << 27) - 1;

  /** The largest slot number. */
  public static final int MAX_SLOT = (1 << 17) - 1;

  private static final int SLOT_SHIFT = 47;

  private Epoch() {}

  /** The epoch of {@code slot} at {@code clock}, with context 0. */
  public static long of(int slot, int clock) {
    return (long) slot << SLOT_SHIFT | (long) clock << CONTEXT_BITS;
  }

  /** The slot of a word; 0 when the word is no epoch. */
  @ForceInline
  public static int slot(long word) {
    return (int) (word >>> SLOT_SHIFT);
  }

  /** The clock of a word. */
  @ForceInline
  public static int clock(long word) {
    return (int) (word >>> CONTEXT_BITS) & MAX_CLOCK;
  }

  /** The context number of a word. */
  public static int context(long word) {
    return (int) word & MAX_CONTEXT;
  }

  /** Whether two words have the same slot and clock, whatever their contexts. */
  @ForceInline
  public static boolean same(long a, long b) {
    return (a ^ b) >>> CONTEXT_BITS == 0;
  }

  /** Whether two words are of the same slot. */
  @ForceInline
  public static boolean sameSlot(long a, long b) {
    return (a ^ b) >>> SLOT_SHIFT == 0;
  }
}
