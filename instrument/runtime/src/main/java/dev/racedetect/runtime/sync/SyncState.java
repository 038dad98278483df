package dev.racedetect.runtime.sync;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.clock.VectorClock;
import dev.racedetect.runtime.finding.TestId;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.misc.Unsafe;

/**
 * What was released into one synchronization object: a monitor, a volatile variable, a latch, an element handed over.
 *
 * <p>{@link #clock} and {@link #joins} are guarded by the spin lock {@link #busy}, held for a few instructions only and
 * never while a program's code runs, but for {@link #lockForUpdate}. {@link #last} is written under it, after the clock,
 * and read without it.
 */
public final class SyncState {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long BUSY = UNSAFE.objectFieldOffset(SyncState.class, "busy");
  private static final long LAST = UNSAFE.objectFieldOffset(SyncState.class, "last");

  /** Set in {@link #last} when its releaser knew all that was released before. */
  private static final long DOMINATES = 1;

  private final VectorClock clock = new VectorClock();
  private volatile int busy;

  /** The epoch of the last release, with {@link #DOMINATES}; 0 if there was none. */
  private long last;

  /** How often the last releaser had learnt from others by then. */
  private int joins;

  private TestId test;

  /** The current thread learns all that was released so far. */
  public void acquire(ThreadState t) {
    long l = UNSAFE.getLongAcquire(this, LAST);
    // Whoever knows the last releaser's time of release knows all that it released.
    if (l == 0 || (l & DOMINATES) != 0 && t.covers(l) && busy == 0) {
      return;
    }
    lock();
    try {
      t.join(clock);
    } finally {
      busy = 0;
    }
  }

  /** All that the current thread did so far happens-before what later acquirers do. */
  public void release(ThreadState t) {
    lock();
    try {
      releaseLocked(t);
    } finally {
      busy = 0;
    }
    t.tick();
  }

  /** As {@link #release}, and the acquirer works for the same test from then on. */
  public void handOver(ThreadState t) {
    test = t.test();
    release(t);
  }

  /** As {@link #acquire}, and works for the releaser's test. */
  public void takeOver(ThreadState t) {
    acquire(t);
    if (test != null) {
      t.worksFor(test);
    }
  }

  /**
   * Keeps others from acquiring until {@link #unlock}: for an operation of which only the outcome tells whether it
   * releases, such as compareAndSet. The program's operation runs in between; it neither blocks nor calls back.
   */
  public void lockForUpdate() {
    lock();
  }

  /** Ends {@link #lockForUpdate}; the operation read, and if {@code wrote} it also wrote. */
  public void unlock(ThreadState t, boolean wrote) {
    try {
      if (last != 0) {
        t.join(clock);
      }
      if (wrote) {
        releaseLocked(t);
      }
    } finally {
      busy = 0;
    }
    if (wrote) {
      t.tick();
    }
  }

  private void releaseLocked(ThreadState t) {
    long l = last;
    boolean dominates = true;
    if (l != 0 && (l & DOMINATES) != 0 && Epoch.slot(l) == t.slot() && joins == t.joins()) {
      clock.set(t.slot(), t.time()); // nothing else is new since this thread's last release
    } else if (l == 0 || (l & DOMINATES) != 0 && t.covers(l) || t.clock().covers(clock)) {
      clock.assign(t.clock());
    } else {
      clock.join(t.clock()); // JLS 17.4.4: a volatile write synchronizes with all later reads, earlier writes stay
      dominates = false;
    }
    joins = t.joins();
    UNSAFE.putLongRelease(this, LAST, t.epoch | (dominates ? DOMINATES : 0));
  }

  private void lock() {
    int spins = 0;
    while (!UNSAFE.compareAndSetInt(this, BUSY, 0, 1)) {
      if (++spins > 200) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
