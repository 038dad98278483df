package dev.racedetect.runtime.lock;

import dev.racedetect.runtime.sync.ObjectSync;

/** What a thread wants that waits for the read lock of a read-write lock. */
final class ReadWait {
  /** What is kept for the synchronizer of the lock. */
  final ObjectSync lock;

  ReadWait(ObjectSync lock) {
    this.lock = lock;
  }
}
