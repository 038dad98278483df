package dev.racedetect.runtime.shadow;

import jdk.internal.misc.Unsafe;

/** Where the elements of arrays begin. */
public final class ArrayBases {
  /** Offset of the first element of a {@code long[]}. */
  public static final long LONGS = base("ARRAY_LONG_BASE_OFFSET");

  /** Offset of the first element of an {@code int[]}. */
  static final long INTS = base("ARRAY_INT_BASE_OFFSET");

  private ArrayBases() {}

  /** The constants are ints up to JDK 24 and longs since: code that names them links on one side only. */
  private static long base(String constant) {
    try {
      return Unsafe.class.getField(constant).getLong(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("jdk.internal.misc.Unsafe is not as in any known JDK", e);
    }
  }
}
