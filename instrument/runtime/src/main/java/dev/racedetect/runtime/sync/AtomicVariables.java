package dev.racedetect.runtime.sync;

import dev.racedetect.runtime.thread.ThreadState;
import java.lang.reflect.Array;
import jdk.internal.misc.Unsafe;

/**
 * The states of variables that are found by object and offset. A field's is that which {@link VolatileVariable} finds for
 * direct accesses; an array has one an element.
 */
public final class AtomicVariables {
  /** Holder of variables outside the heap, at their addresses. */
  public static final Object OFF_HEAP = new Object();

  /** Holder of the one state for all variables that cannot be told apart. */
  public static final Object UNKNOWN = new Object();

  private static final int OFF_HEAP_STATES = 1024;

  private static final long REFERENCE_BASE = base("OBJECT");
  private static final long WIDE_BASE = base("LONG");
  private static final long NARROW_BASE = base("INT");

  private AtomicVariables() {}

  /** The state of the variable at {@code offset} in {@code holder}: an object, an array, or a static field's class. */
  public static SyncState of(ThreadState t, Object holder, long offset) {
    ObjectSync s = ObjectSyncs.MAP.get(t, holder);
    if (holder == OFF_HEAP) {
      return s.element((int) (offset >>> 3), OFF_HEAP_STATES);
    }
    return holder.getClass().isArray() ? element(s, holder, offset) : s.at(offset);
  }

  /** The state of an element of an atomic array object, of which {@code length} is the length. */
  public static SyncState element(ThreadState t, Object atomicArray, int index, int length) {
    return ObjectSyncs.MAP.get(t, atomicArray).element(index, length);
  }

  // Bytes share a state by words of eight: they are accessed as views of wider elements, too.
  private static SyncState element(ObjectSync s, Object array, long offset) {
    boolean bytes = array instanceof byte[];
    int shift = bytes ? 3 : shift(array);
    int length = Array.getLength(array) + 4; // the first key is the base offset in elements
    return s.element((int) (offset >>> shift), bytes ? (length >>> 3) + 4 : length);
  }

  /** Offset of {@code array[index]}. */
  public static long offset(Object array, int index) {
    return base(array) + ((long) index << shift(array));
  }

  /** Index of the element that begins at {@code offset} in {@code array}; -1 if none does. */
  public static int index(Object array, long offset) {
    long fromBase = offset - base(array);
    int shift = shift(array);
    boolean begins = fromBase >= 0 && (fromBase & (1L << shift) - 1) == 0;
    long index = fromBase >>> shift;
    return begins && index < Array.getLength(array) ? (int) index : -1;
  }

  private static int shift(Object array) {
    if (array instanceof Object[]) {
      return Unsafe.ARRAY_OBJECT_INDEX_SCALE == 4 ? 2 : 3;
    }
    if (array instanceof int[] || array instanceof float[]) {
      return 2;
    }
    if (array instanceof long[] || array instanceof double[]) {
      return 3;
    }
    return array instanceof short[] || array instanceof char[] ? 1 : 0;
  }

  private static long base(Object array) {
    if (array instanceof Object[]) {
      return REFERENCE_BASE;
    }
    return array instanceof long[] || array instanceof double[] ? WIDE_BASE : NARROW_BASE;
  }

  // The constants are ints up to JDK 24 and longs since: code that names them links on one side
  // only.
  private static long base(String element) {
    try {
      return Unsafe.class.getField("ARRAY_" + element + "_BASE_OFFSET").getLong(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("jdk.internal.misc.Unsafe is not as in any known JDK", e);
    }
  }
}
