package dev.racedetect.runtime;

import dev.racedetect.runtime.finding.Deadlock;
import dev.racedetect.runtime.finding.DeadlockText;
import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.lock.DeadlockPolicy;
import dev.racedetect.runtime.lock.Waits;
import dev.racedetect.runtime.stack.Stacks;
import dev.racedetect.runtime.sync.Edges;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;

/**
 * What instrumented code calls before it waits for a monitor, a lock or a thread. The only probes that throw into the program:
 * a {@link DeadlockDetectedError} in place of a wait that would never end.
 */
public final class LockProbes {
  private LockProbes() {}

  /** The current thread is about to enter a monitor; null is the caller's error. */
  public static void entering(Object monitor, ThreadState t, long sites) {
    if (monitor == null || t.inside || !DeadlockPolicy.looks()) {
      return;
    }
    Deadlock deadlock = null;
    t.inside = true;
    try {
      t.lockSites = sites;
      deadlock = Waits.forMonitor(t, monitor);
    } catch (Throwable e) {
      Trouble.in("entering", e);
    } finally {
      t.inside = false;
    }
    tell(t, deadlock);
  }

  /** As {@link #entering(Object, ThreadState, long)}, by code that is not checked. */
  public static void enteringUnchecked(Object monitor, ThreadState t, long sites) {
    t.lockUnchecked = true;
    entering(monitor, t, sites);
  }

  /** As {@link #entering(Object, ThreadState, long)}, by code that does not know its thread's state. */
  public static void entering(Object monitor) {
    entering(monitor, Threads.current(), 0);
  }

  /** The current thread, which holds others, has got a lock for which it would have waited as long as it takes. */
  static void asked(ThreadState t, Object synchronizer) {
    if (t.inside || !DeadlockPolicy.findsOrders()) {
      return;
    }
    t.inside = true;
    try {
      Waits.asked(t, synchronizer);
    } catch (Throwable e) {
      Trouble.in("asked", e);
    } finally {
      t.inside = false;
    }
  }

  /** The current thread is about to queue for a lock that it could not get at once. */
  public static void queueing(Object synchronizer) {
    queueing(synchronizer, false);
  }

  /** The current thread is about to queue for a read lock that it could not get at once. */
  public static void queueingShared(Object synchronizer) {
    queueing(synchronizer, true);
  }

  private static void queueing(Object synchronizer, boolean shared) {
    ThreadState t = Threads.current();
    if (t.inside || !DeadlockPolicy.finds()) {
      return;
    }
    Deadlock deadlock = null;
    t.inside = true;
    try {
      deadlock = Waits.forLock(t, synchronizer, shared);
    } catch (Throwable e) {
      Trouble.in("queueing", e);
    } finally {
      t.inside = false;
    }
    tell(t, deadlock);
  }

  /** The current thread is about to queue for the write lock of a {@code StampedLock}. */
  public static void queueingToWrite(Object lock) {
    queueingForStamp(lock, true);
  }

  /** The current thread is about to queue for its read lock. */
  public static void queueingToRead(Object lock) {
    queueingForStamp(lock, false);
  }

  private static void queueingForStamp(Object lock, boolean write) {
    ThreadState t = Threads.current();
    if (t.inside || !DeadlockPolicy.finds()) {
      return;
    }
    Deadlock deadlock = null;
    t.inside = true;
    try {
      deadlock = Waits.forStamp(t, lock, write);
    } catch (Throwable e) {
      Trouble.in("queueingForStamp", e);
    } finally {
      t.inside = false;
    }
    tell(t, deadlock);
  }

  /** A thread is about to be joined, for so many milliseconds; 0 is for ever. */
  public static void joining(Thread thread, long millis) {
    ThreadState t = Threads.current();
    if (millis != 0 || t.inside || !DeadlockPolicy.finds()) {
      return;
    }
    Deadlock deadlock = null;
    t.inside = true;
    try {
      deadlock = Waits.forEnd(t, thread);
    } catch (Throwable e) {
      Trouble.in("joining", e);
    } finally {
      t.inside = false;
    }
    tell(t, deadlock);
  }

  /** The current thread has got what it waited for, or has given up. */
  public static void waited() {
    ThreadState t = Threads.current();
    if (!t.inside) {
      t.wants(null);
    }
  }

  /** The current thread gives a lock up to wait for something else, and will acquire it again. */
  static void suspending(Object lock) {
    ThreadState t = Threads.current();
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      Edges.lockSuspended(t, lock);
    } catch (Throwable e) {
      Trouble.in("suspending", e);
    } finally {
      t.inside = false;
    }
  }

  /** It has acquired the lock again, or had not held it; null is the caller's error. */
  static void resumed(Object lock) {
    ThreadState t = Threads.current();
    if (lock == null || t.inside) {
      return;
    }
    t.inside = true;
    try {
      Edges.lockResumed(t, lock);
    } catch (Throwable e) {
      Trouble.in("resumed", e);
    } finally {
      t.inside = false;
    }
  }

  private static void tell(ThreadState t, Deadlock deadlock) {
    if (deadlock == null) {
      return;
    }
    t.lockSites = 0;
    t.lockUnchecked = false;
    t.inside = true;
    try {
      Findings.report(deadlock);
    } finally {
      t.inside = false;
    }
    if (DeadlockPolicy.breaks()) {
      throw error(deadlock);
    }
  }

  // It begins where the program would have blocked.
  private static DeadlockDetectedError error(Deadlock deadlock) {
    DeadlockDetectedError error = new DeadlockDetectedError(DeadlockText.oneLine(deadlock));
    error.setStackTrace(Stacks.blocked(error.getStackTrace()));
    return error;
  }
}
