package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.thread.Freeze;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.Arrays;
import jdk.internal.misc.Unsafe;

/** The freezes of an object's final fields where they are not written or read by name: one word a declaring class. */
public final class FrozenObjects {
  /** Name of the field for the epoch in which the constructor of a class ended; 0 until then. */
  public static final String FIELD = "$race$frozen";

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final ClassValue<long[]> OFFSETS = new ClassValue<>() {
    @Override
    protected long[] computeValue(Class<?> type) {
      long[] offsets = new long[8];
      int n = 0;
      for (Class<?> c = type; c != null && c.getClassLoader() != null; c = c.getSuperclass()) {
        try {
          long offset = UNSAFE.objectFieldOffset(c, FIELD);
          offsets = n == offsets.length ? Arrays.copyOf(offsets, n * 2) : offsets;
          offsets[n++] = offset;
        } catch (InternalError e) {
          continue; // it declares no final field that matters
        }
      }
      return Arrays.copyOf(offsets, n);
    }
  };

  private FrozenObjects() {}

  /** A field that is not tracked, and so may be final, is about to be accessed by other means than its name. */
  public static void accessed(ThreadState t, Object holder, boolean write) {
    if (holder instanceof Class) {
      return;
    }
    thaw(t, holder);
    if (write) {
      freeze(t, holder);
    }
  }

  /** The final fields of {@code object}, whichever, are about to be read. */
  public static void thaw(ThreadState t, Object object) {
    for (long offset : OFFSETS.get(object.getClass())) {
      long frozen = UNSAFE.getLong(object, offset);
      if (frozen != 0 && !t.covers(frozen)) {
        Freeze.thaw(t, frozen);
      }
    }
  }

  /** Final fields of {@code object} have been set by other means than its constructor (JLS 17.5.3). */
  public static void freeze(ThreadState t, Object object) {
    for (long offset : OFFSETS.get(object.getClass())) {
      UNSAFE.putLong(object, offset, t.epoch);
    }
    UNSAFE.storeFence();
  }
}
