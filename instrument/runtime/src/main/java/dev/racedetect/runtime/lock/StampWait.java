package dev.racedetect.runtime.lock;

/** What a thread wants that waits for a stamp of a {@code StampedLock}. */
final class StampWait {
  final Object lock;
  final boolean write;

  StampWait(Object lock, boolean write) {
    this.lock = lock;
    this.write = write;
  }
}
