package dev.racedetect.runtime.sync;

import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;

/**
 * Stands for edges that an error inside the detector lost, mostly at the end of a stack. Which they were is not known: until a
 * thread that may have lost a release has made up for it, whoever acquires anything takes all that was done for ordered
 * before it; afterwards all that this thread had done by then.
 */
final class LostEdges {
  private static final SyncState ALL = new SyncState();

  private LostEdges() {}

  /** {@code t} is about to acquire something, after an error. */
  static void acquire(ThreadState t) {
    release(t);
    if (ThreadState.unsettled || t.missed) {
      t.missed = false;
      Threads.learnAll(t);
    }
    ALL.learn(t);
  }

  /** {@code t} is about to release something, after an error. */
  static void release(ThreadState t) {
    if (t.lostUnknown) {
      ALL.tell(t);
      t.lostUnknown = false;
      Threads.settle();
    }
  }
}
