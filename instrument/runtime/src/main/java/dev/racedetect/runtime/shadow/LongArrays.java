package dev.racedetect.runtime.shadow;

import jdk.internal.misc.Unsafe;

/** Where the elements of a {@code long[]} are. */
public final class LongArrays {
  /** Offset of the first element. */
  public static final long BASE = base();

  private LongArrays() {}

  /** The constant is an int up to JDK 24 and a long since: code that names it links on one side only. */
  private static long base() {
    try {
      return Unsafe.class.getField("ARRAY_LONG_BASE_OFFSET").getLong(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("jdk.internal.misc.Unsafe is not as in any known JDK", e);
    }
  }
}
