package dev.racedetect.runtime.thread;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import jdk.internal.misc.Unsafe;

/** The read locks of {@code ReentrantReadWriteLock}: held as objects of their own, they share a synchronizer with the write lock. */
final class ReadLocks {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long SYNCHRONIZER =
      UNSAFE.objectFieldOffset(ReentrantReadWriteLock.ReadLock.class, "sync");

  private ReadLocks() {}

  /** The synchronizer of a read lock; null for any other object. */
  static Object synchronizer(Object lock) {
    return lock instanceof ReentrantReadWriteLock.ReadLock
        ? UNSAFE.getReference(lock, SYNCHRONIZER)
        : null;
  }
}
