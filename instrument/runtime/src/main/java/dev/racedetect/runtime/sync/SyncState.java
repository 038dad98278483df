package dev.racedetect.runtime.sync;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.clock.VectorClock;
import dev.racedetect.runtime.finding.TestId;
import dev.racedetect.runtime.thread.PendingRelease;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.misc.Unsafe;

/**
 * What was released into one synchronization object: a monitor, a volatile variable, a latch, an element handed over.
 *
 * <p>{@link #clock}, {@link #isShared}, {@link #joins} and the chain of {@link #pending} are guarded by the spin lock {@link #busy}, held for
 * a few instructions only and never while a program's code runs. {@link #last} and {@link #pending} are written under
 * it, after what they announce, and read without it.
 */
public final class SyncState {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long BUSY = UNSAFE.objectFieldOffset(SyncState.class, "busy");
  private static final long LAST = UNSAFE.objectFieldOffset(SyncState.class, "last");

  /** Set in {@link #last} when its releaser knew all that was released before. */
  private static final long DOMINATES = 1;

  /** What was released but for the time of the last release; null if nothing was. */
  private VectorClock clock;

  /** Whether that is what its only releaser knew then, of which others may have the same object. */
  private boolean isShared;

  private volatile int busy;

  /** The epoch of the last release, with {@link #DOMINATES}; 0 if there was none. */
  private long last;

  /** How often the last releaser had learnt from others by then. */
  private int joins;

  /** The operations under way that may turn out to write; null if there are none. */
  private volatile PendingRelease pending;

  private TestId test;

  /** The current thread learns all that was released so far. */
  public void acquire(ThreadState t) {
    if (ThreadState.troubled) {
      LostEdges.acquire(t);
    }
    learn(t);
  }

  /** As {@link #acquire}, whatever was lost. */
  void learn(ThreadState t) {
    renew(t);
    if (isKnown(t)) {
      return;
    }
    lock();
    try {
      acquireLocked(t);
      unlock();
    } catch (Throwable e) {
      busy = 0; // a store only: there may be no stack for a call
      throw e;
    }
    renew(t);
  }

  // Whoever learnt this thread's epoch ahead, even while this thread was learning, must not take it
  // for knowledge of what
  // this thread has learnt since. The volatile store before this keeps the check from being made
  // too early.
  private static void renew(ThreadState t) {
    if (t.isKnownAhead()) {
      t.tick();
    }
  }

  /** The current thread learns all that was released so far as soon as it executes a fence with acquire effect. */
  public void acquireAtFence(ThreadState t) {
    if (ThreadState.troubled) {
      LostEdges.acquire(t);
    }
    if (isKnown(t)) {
      return;
    }
    lock();
    try {
      if (last != 0) {
        t.joinAtFence(clock, last);
      }
      for (PendingRelease p = pending; p != null; p = p.next) {
        t.joinAtFence(p.clock, 0);
        p.seen = true;
      }
      unlock();
    } catch (Throwable e) {
      busy = 0; // a store only: there may be no stack for a call
      throw e;
    }
  }

  // An update ends by writing last before it leaves the chain, so the chain is read first.
  private boolean isKnown(ThreadState t) {
    if (pending != null) {
      return false;
    }
    long l = UNSAFE.getLongAcquire(this, LAST);
    // Whoever knows the last releaser's time of release knows all that it released.
    return l == 0 || (l & DOMINATES) != 0 && t.covers(l);
  }

  private void acquireLocked(ThreadState t) {
    if (last != 0) {
      t.join(clock, last);
    }
    for (PendingRelease p = pending; p != null; p = p.next) {
      if (p != t.pendingRelease) {
        t.join(p.clock);
        p.seen = true;
      }
    }
  }

  /** All that the current thread did so far happens-before what later acquirers do. */
  public void release(ThreadState t) {
    if (ThreadState.troubled) {
      LostEdges.release(t);
    }
    tell(t);
  }

  /** As {@link #release}, whatever was lost. */
  void tell(ThreadState t) {
    lock();
    try {
      releaseLocked(t);
      unlock();
    } catch (Throwable e) {
      busy = 0; // a store only: there may be no stack for a call
      throw e;
    }
    t.tick();
  }

  /** As {@link #release}, by a thread that does nothing more. */
  public void releaseLast(ThreadState t) {
    lock();
    try {
      releaseLocked(t);
    } finally {
      busy = 0;
    }
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
   * An operation begins of which only the outcome tells whether it releases, such as compareAndSet. Until {@link
   * #updateEnds} others acquire as if it did: it may have happened already. Nothing is locked meanwhile, so the operation
   * may throw, and may run code that uses this state.
   */
  public void updateBegins(ThreadState t) {
    if (ThreadState.troubled) {
      LostEdges.release(t);
    }
    PendingRelease p = t.pendingRelease;
    if (p.target != null) {
      ((SyncState) p.target)
          .updateEnds(t, true, false); // it threw, or this one runs within it: it may have written
    }
    lock();
    try {
      p.clock.assign(t.clock());
      p.seen = false;
      p.next = pending;
      p.target = this;
      pending = p;
      unlock();
    } catch (Throwable e) {
      busy = 0; // a store only: there may be no stack for a call
      throw e;
    }
  }

  /** The operation has returned; {@code acquires}: its read has acquire mode, {@code wrote}: it wrote. */
  public void updateEnds(ThreadState t, boolean wrote, boolean acquires) {
    if (acquires && ThreadState.troubled) {
      LostEdges.acquire(t);
    }
    PendingRelease p = t.pendingRelease;
    lock();
    try {
      if (p.target == this && p.seen) {
        t.tick(); // whoever saw it knows this epoch, but not what is learnt in the next lines
      }
      if (acquires) {
        acquireLocked(t);
      }
      if (wrote) {
        releaseLocked(t);
      }
      if (p.target == this) {
        unlink(p);
      }
      unlock();
    } catch (Throwable e) {
      busy = 0; // a store only: there may be no stack for a call
      throw e;
    }
    if (wrote) {
      t.tick();
    } else {
      renew(t);
    }
  }

  private void unlink(PendingRelease p) {
    p.target = null;
    if (pending == p) {
      pending = p.next;
      return;
    }
    PendingRelease before = pending;
    while (before.next != p) {
      before = before.next;
    }
    before.next = p.next;
  }

  private void releaseLocked(ThreadState t) {
    long l = last;
    boolean dominates = true;
    if (l == 0) {
      clock = t.knowledge(); // what is handed over once needs no copy
      isShared = true;
    } else {
      unshare(l);
      if ((l & DOMINATES) != 0 && t.isOwn(l) && joins == t.joins()) {
        clock.set(t.slot(), t.time()); // nothing else is new since this thread's last release
      } else if ((l & DOMINATES) != 0 && t.covers(l) || t.clock().covers(clock)) {
        clock.assign(t.clock());
      } else {
        // JLS 17.4.4: a volatile write synchronizes with all later reads, earlier writes stay
        clock.join(t.clock());
        dominates = false;
      }
    }
    joins = t.joins();
    UNSAFE.putLongRelease(this, LAST, t.epoch | (dominates ? DOMINATES : 0));
  }

  private void unshare(long l) {
    if (isShared) {
      VectorClock own = new VectorClock();
      own.assign(clock);
      own.set(Epoch.slot(l), Epoch.clock(l));
      clock = own;
      isShared = false;
    }
  }

  // What it writes need not be seen before what this thread reads next.
  private void unlock() {
    UNSAFE.putIntRelease(this, BUSY, 0);
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
