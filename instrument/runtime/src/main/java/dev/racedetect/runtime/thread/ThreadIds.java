package dev.racedetect.runtime.thread;

import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;

/**
 * Identity and status of threads, read from the fields: {@code Thread.getId()} may be overridden by a program on JDK 17,
 * {@code isInterrupted()} on every JDK.
 */
final class ThreadIds {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long TID = UNSAFE.objectFieldOffset(Thread.class, "tid");
  private static final long INTERRUPTED = UNSAFE.objectFieldOffset(Thread.class, "interrupted");
  private static final Class<?> BASE_VIRTUAL = baseVirtual();

  private ThreadIds() {}

  @ForceInline
  static long of(Thread thread) {
    return UNSAFE.getLong(thread, TID);
  }

  static boolean isInterrupted(Thread thread) {
    return UNSAFE.getBooleanVolatile(thread, INTERRUPTED);
  }

  static boolean isVirtual(Thread thread) {
    return BASE_VIRTUAL != null && BASE_VIRTUAL.isInstance(thread);
  }

  private static Class<?> baseVirtual() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException e) {
      return null; // before JDK 21 there are none
    }
  }
}
