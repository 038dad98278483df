package dev.racedetect.runtime.sync;

import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import jdk.internal.misc.Unsafe;

/** The conditions of the JDK's synchronizers. */
public final class Conditions {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long OWNER =
      UNSAFE.objectFieldOffset(AbstractQueuedSynchronizer.ConditionObject.class, "this$0");
  private static final long LONG_OWNER =
      UNSAFE.objectFieldOffset(AbstractQueuedLongSynchronizer.ConditionObject.class, "this$0");

  private Conditions() {}

  /** The synchronizer that such a condition belongs to; null for any other object. */
  public static Object synchronizer(Object condition) {
    if (condition instanceof AbstractQueuedSynchronizer.ConditionObject) {
      return UNSAFE.getReference(condition, OWNER);
    }
    return condition instanceof AbstractQueuedLongSynchronizer.ConditionObject
        ? UNSAFE.getReference(condition, LONG_OWNER)
        : null;
  }
}
