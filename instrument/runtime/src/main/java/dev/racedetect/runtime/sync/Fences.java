package dev.racedetect.runtime.sync;

import dev.racedetect.runtime.thread.ThreadState;

/**
 * The static fences of VarHandle and Unsafe.
 *
 * <p>A fence with release effect makes the thread's later weak writes release; one with acquire effect makes its earlier
 * weak reads acquire. The weak access may also be one that is not observed, to a field without an access mode: then the
 * fences themselves meet in one state, which every acquire-mode read asks too. That orders more than the program does,
 * and hides races rather than inventing them.
 */
public final class Fences {
  private static final SyncState ALL = new SyncState();

  private Fences() {}

  /** The current thread executes a fence. */
  public static void fence(ThreadState t, boolean acquire, boolean release) {
    if (acquire) {
      t.acquireFence();
      ALL.acquire(t);
    }
    if (release) {
      t.fenced = true;
      ALL.release(t);
    }
  }

  /** The current thread has read in acquire mode what may have been written after a fence. */
  public static void acquire(ThreadState t) {
    ALL.acquire(t);
  }
}
