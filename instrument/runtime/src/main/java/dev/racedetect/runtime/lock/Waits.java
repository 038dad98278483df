package dev.racedetect.runtime.lock;

import dev.racedetect.runtime.finding.Deadlock;
import dev.racedetect.runtime.sync.ObjectSync;
import dev.racedetect.runtime.sync.ObjectSyncs;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.DontInline;

/**
 * What the current thread is about to wait for, as long as it takes: waits with a limit and those that an interrupt ends are
 * none that a deadlock is made of, but for {@code Thread.join}.
 */
public final class Waits {
  /** How long a cycle must last that an interrupt could break. */
  private static final long CONFIRM_NANOS = 50_000_000;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private Waits() {}

  /**
   * The thread is about to enter a monitor. Costs little when nobody has it.
   *
   * @return the deadlock that it would close; null if none
   */
  public static Deadlock forMonitor(ThreadState t, Object monitor) {
    ObjectSync lock = ObjectSyncs.ofLock(t, monitor);
    if (lock.owner() == t.id()) {
      return null;
    }
    boolean nested = !t.held.isEmpty();
    if (nested) {
      LockOrders.asks(t, lock);
      t.wants(lock);
      // Of two threads that want each other's monitors, at least one must see what the other has.
      UNSAFE.fullFence();
    }
    long owner = lock.owner();
    if (owner == 0) {
      return null;
    }
    if (!nested) {
      t.wants(lock); // it may be joined
      UNSAFE.fullFence();
    }
    return goesOn(t, owner) ? null : deadlock(t);
  }

  /** The thread has waited for a lock of {@code java.util.concurrent.locks}, if it had to, and is about to take note of it. */
  public static void asked(ThreadState t, Object synchronizer) {
    ObjectSync lock = ObjectSyncs.MAP.get(t, synchronizer);
    if (lock.owner() != t.id()) {
      LockOrders.asks(t, lock);
    }
  }

  /**
   * The thread is about to queue for a lock of {@code java.util.concurrent.locks}.
   *
   * @param synchronizer the lock's; those that nobody owns are left out
   * @param shared whether it wants the read lock
   * @return the deadlock that it would close; null if none
   */
  public static Deadlock forLock(ThreadState t, Object synchronizer, boolean shared) {
    if (!isOwned(synchronizer)) {
      return null;
    }
    ObjectSync lock = ObjectSyncs.MAP.get(t, synchronizer);
    t.wants(shared ? new ReadWait(lock) : lock);
    UNSAFE.fullFence();
    long owner = lock.owner();
    return owner != 0 && goesOn(t, owner) ? null : deadlock(t);
  }

  // Most often the thread that has the lock waits for nothing.
  private static boolean goesOn(ThreadState t, long owner) {
    ThreadState holder = Threads.of(owner);
    return holder == null || holder != t && holder.wanted() == null;
  }

  /** The thread is about to queue for a stamp. What other threads have is not looked at. */
  public static Deadlock forStamp(ThreadState t, Object lock, boolean write) {
    if (!t.stamps.exclude(lock, write, t.epoch)) {
      return null;
    }
    t.wants(new StampWait(lock, write));
    return deadlock(t);
  }

  /** The thread is about to wait for the end of another. */
  public static Deadlock forEnd(ThreadState t, Thread thread) {
    ThreadState target = Threads.of(thread);
    // To wait for oneself means to sleep. Who holds the monitor of the thread gives it up while it
    // waits.
    if (target == null || target == t || t.held.contains(thread)) {
      return null;
    }
    t.wants(new EndWait(target));
    UNSAFE.fullFence();
    return deadlock(t);
  }

  @DontInline
  private static Deadlock deadlock(ThreadState t) {
    Cycle cycle = t.unsure || !DeadlockPolicy.finds() ? null : WaitForGraph.find(t);
    if (cycle == null || !cycle.isCertain()) {
      return null;
    }
    if (cycle.canBeInterrupted() && !lasts(cycle)) {
      return null;
    }
    synchronized (Waits.class) {
      // Two threads may have closed it at once; the second one finds that the first wants nothing
      // any more.
      if (!cycle.isCertain()) {
        return null;
      }
      Deadlock deadlock = Deadlocks.of(cycle);
      if (DeadlockPolicy.breaks()) {
        t.wants(null);
      }
      return deadlock;
    }
  }

  private static boolean lasts(Cycle cycle) {
    long end = System.nanoTime() + CONFIRM_NANOS;
    while (cycle.isCertain()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return true;
      }
      LockSupport.parkNanos(left);
    }
    return false;
  }

  static boolean isReadWrite(Object synchronizer) {
    return synchronizer != null
        && isOf(synchronizer, "java.util.concurrent.locks.ReentrantReadWriteLock$");
  }

  private static boolean isOwned(Object synchronizer) {
    return isOf(synchronizer, "java.util.concurrent.locks.ReentrantLock$")
        || isReadWrite(synchronizer);
  }

  private static boolean isOf(Object synchronizer, String prefix) {
    Class<?> type = synchronizer.getClass();
    return type.getClassLoader() == null && type.getName().startsWith(prefix);
  }
}
