package dev.racedetect.runtime;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.race.CollectionRules;
import dev.racedetect.runtime.race.OptimisticReads;
import dev.racedetect.runtime.race.RaceRules;
import dev.racedetect.runtime.shadow.FieldVariable;
import dev.racedetect.runtime.shadow.FrozenObjects;
import dev.racedetect.runtime.sync.Conditions;
import dev.racedetect.runtime.sync.Edges;
import dev.racedetect.runtime.sync.SyncState;
import dev.racedetect.runtime.sync.VolatileVariable;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;

/**
 * What instrumented code calls: with the other classes of this package named {@code …Probes} the only ones that generated
 * bytecode names (besides {@link ThreadState} as a type). Each probe does nothing when the detector itself runs on the thread, and
 * throws nothing.
 *
 * <p>Parameters that recur: {@code t} is the current thread's state, looked up once per method; {@code sites} is the
 * hash of the call sites on the stack and of the accessing instruction.
 */
public final class Probes {
  private Probes() {}

  /** The state of the current thread. */
  @ForceInline
  public static ThreadState thread() {
    return Threads.current();
  }

  /** The calling context in which the current method was entered. */
  @ForceInline
  public static long context(ThreadState t) {
    return t.context;
  }

  /** The current method is about to call another, or returns to its caller's {@code context}. */
  @ForceInline
  public static void context(ThreadState t, long context) {
    t.context = context;
  }

  /** The current method is about to make the call with this hash of call sites. */
  @ForceInline
  public static void calling(ThreadState t, long sites) {
    t.context = sites * 0x9E3779B97F4A7C15L;
  }

  /** Whether {@code word} is already the current thread's stamp of its present epoch. */
  @ForceInline
  public static boolean isCurrent(long word, ThreadState t) {
    return (word ^ t.epoch) >>> Epoch.CONTEXT_BITS == 0;
  }

  /** Whether {@code reads}, the word of the last reads, has the current thread's read in its present epoch. */
  @ForceInline
  public static boolean isRead(long reads, ThreadState t) {
    return RaceRules.hasRead(reads, t);
  }

  // ---- fields
  // -------------------------------------------------------------------------------------------------

  /** A read of the field of that number in {@code holder}, an object or for a static field its class. */
  @DontInline
  public static void fieldRead(Object holder, int number, ThreadState t, long sites) {
    if (t.inside) {
      return;
    }
    FieldVariable f = FieldVariable.of(number);
    if (f.isResolved() && !f.isBornUnordered(holder, t)) {
      long w = f.writeOffset(holder);
      long r = f.readOffset(holder);
      if (RaceRules.isShared(holder, r)
          ? RaceRules.readShared(holder, w, r, t, sites, f.knownReads(holder), f.ordinal())
          : RaceRules.readOrdered(holder, w, r, t, sites)) {
        return;
      }
    }
    fieldReadSlow(holder, f, t, sites);
  }

  @DontInline
  private static void fieldReadSlow(Object holder, FieldVariable f, ThreadState t, long sites) {
    t.inside = true;
    try {
      f.settle(holder, t);
      RaceRules.read(holder, f.writeOffset(holder), f.readOffset(holder), t, sites, f);
    } catch (Throwable e) {
      Trouble.in("fieldRead", e);
    } finally {
      t.inside = false;
    }
  }

  /** A write of the field of that number in {@code holder}. */
  @DontInline
  public static void fieldWrite(Object holder, int number, ThreadState t, long sites) {
    if (t.inside) {
      return;
    }
    FieldVariable f = FieldVariable.of(number);
    if (!f.isResolved()
        || f.isBornUnordered(holder, t)
        || !RaceRules.writeOrdered(holder, f.writeOffset(holder), f.readOffset(holder), t, sites)) {
      fieldWriteSlow(holder, f, t, sites);
    }
  }

  @DontInline
  private static void fieldWriteSlow(Object holder, FieldVariable f, ThreadState t, long sites) {
    t.inside = true;
    try {
      f.settle(holder, t);
      RaceRules.write(holder, f.writeOffset(holder), f.readOffset(holder), t, sites, f);
    } catch (Throwable e) {
      Trouble.in("fieldWrite", e);
    } finally {
      t.inside = false;
    }
  }

  /** {@code copy} was made by {@code Object.clone}: nobody has accessed its fields yet. */
  public static void cloned(Object copy) {
    ThreadState t = Threads.current();
    if (copy == null || t.inside) {
      return;
    }
    t.inside = true;
    try {
      FieldVariable.reset(copy);
      FrozenObjects.thaw(t, copy);
      FrozenObjects.freeze(t, copy);
    } catch (Throwable e) {
      Trouble.in("cloned", e);
    } finally {
      t.inside = false;
    }
  }

  // ---- synchronization
  // ---------------------------------------------------------------------------------------

  /** The acquiring end of a synchronizes-with edge at {@code o}. */
  public static void acquire(Object o) {
    ThreadState t = Threads.current();
    if (o == null || t.inside) {
      return;
    }
    t.inside = true;
    try {
      Edges.acquire(t, o);
    } catch (Throwable e) {
      Trouble.in("acquire", e);
    } finally {
      t.inside = false;
    }
  }

  /** The releasing end of a synchronizes-with edge at {@code o}; before the effect that others can see. */
  public static void release(Object o) {
    ThreadState t = Threads.current();
    if (o == null || t.inside) {
      return;
    }
    t.inside = true;
    try {
      Edges.release(t, o);
    } catch (Throwable e) {
      Trouble.in("release", e);
    } finally {
      t.inside = false;
    }
  }

  /** {@code element} is about to be placed in {@code container}. */
  public static void releaseElement(Object container, Object element) {
    ThreadState t = Threads.current();
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      Edges.releaseElement(t, container, element);
    } catch (Throwable e) {
      Trouble.in("releaseElement", e);
    } finally {
      t.inside = false;
    }
  }

  /** {@code element} was taken out of, or seen in, {@code container}; null is no element. */
  public static void acquireElement(Object container, Object element) {
    ThreadState t = Threads.current();
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      Edges.acquireElement(t, container, element);
    } catch (Throwable e) {
      Trouble.in("acquireElement", e);
    } finally {
      t.inside = false;
    }
  }

  /** Any element of {@code container} may have been seen. */
  public static void acquireAll(Object container) {
    ThreadState t = Threads.current();
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      Edges.acquireAll(t, container);
    } catch (Throwable e) {
      Trouble.in("acquireAll", e);
    } finally {
      t.inside = false;
    }
  }

  /** {@code lock}, a monitor or a lock object, has been acquired. */
  public static void lockAcquired(Object lock) {
    ThreadState t = Threads.current();
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      Edges.lockAcquired(t, lock);
    } catch (Throwable e) {
      t.unsure = true; // stores only: there may be no stack for a call
      t.missed = true;
      Trouble.in("lockAcquired", e);
    } finally {
      t.inside = false;
    }
  }

  /** {@code lock} is about to be released. */
  public static void lockReleased(Object lock) {
    ThreadState t = Threads.current();
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      if (t.pending != null) {
        CollectionRules.throwing(t);
      }
      Edges.lockReleased(t, lock);
    } catch (Throwable e) {
      t.owed[t.lost++ & ThreadState.OWED - 1] =
          lock; // stores only: there may be no stack for a call
      t.unsure = true;
      ThreadState.unsettled = true;
      Trouble.in("lockReleased", e);
    } finally {
      t.inside = false;
    }
  }

  /** The current thread is about to start {@code child} (JLS 17.4.4). */
  public static void threadStarting(Thread child) {
    ThreadState t = Threads.current();
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      Edges.threadStarting(t, child);
    } catch (Throwable e) {
      Trouble.in("threadStarting", e);
    } finally {
      t.inside = false;
    }
  }

  /** {@code thread} was seen to have ended: by join, or isAlive() == false (JLS 17.4.4). */
  public static void threadJoined(Thread thread) {
    ThreadState t = Threads.current();
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      Edges.threadJoined(t, thread);
    } catch (Throwable e) {
      Trouble.in("threadJoined", e);
    } finally {
      t.inside = false;
    }
  }

  /** The current thread is about to end. */
  public static void threadExiting(Thread thread) {
    ThreadState t = Threads.current();
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      CollectionRules.throwing(t);
      OptimisticReads.left(t);
      Edges.threadExiting(t, thread);
    } catch (Throwable e) {
      Trouble.in("threadExiting", e);
    } finally {
      t.inside = false;
    }
  }

  /** As {@link #lockAcquired(Object)}, by code that knows its thread's state. */
  public static void lockAcquired(Object lock, ThreadState t) {
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      Edges.lockAcquired(t, lock);
    } catch (Throwable e) {
      t.unsure = true; // stores only: there may be no stack for a call
      t.missed = true;
      Trouble.in("lockAcquired", e);
    } finally {
      t.inside = false;
    }
  }

  /** As {@link #lockReleased(Object)}, by code that knows its thread's state. */
  public static void lockReleased(Object lock, ThreadState t) {
    if (lock == null || t.inside) {
      return;
    }
    t.inside = true;
    try {
      if (t.pending != null) {
        CollectionRules.throwing(t);
      }
      Edges.lockReleased(t, lock);
    } catch (Throwable e) {
      t.owed[t.lost++ & ThreadState.OWED - 1] =
          lock; // stores only: there may be no stack for a call
      t.unsure = true;
      ThreadState.unsettled = true;
      Trouble.in("lockReleased", e);
    } finally {
      t.inside = false;
    }
  }

  /** A volatile field is about to be written; {@code holder} is its object, or its class. */
  public static void volatileWrite(Object holder, int number, ThreadState t) {
    if (holder == null || t.inside) {
      return;
    }
    t.inside = true;
    try {
      VolatileVariable.state(t, holder, number).release(t);
    } catch (Throwable e) {
      Trouble.in("volatileWrite", e);
    } finally {
      t.inside = false;
    }
  }

  /** A volatile field has been read. */
  public static void volatileRead(Object holder, int number, ThreadState t) {
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      VolatileVariable.state(t, holder, number).acquire(t);
    } catch (Throwable e) {
      Trouble.in("volatileRead", e);
    } finally {
      t.inside = false;
    }
  }

  /** The initializer of the current class ends: what it did happens-before all other uses of the class (JLS 12.4.2). */
  public static Object classInitialized(ThreadState t) {
    if (t.inside) {
      return null;
    }
    t.inside = true;
    try {
      SyncState state = new SyncState();
      state.release(t);
      return state;
    } catch (Throwable e) {
      Trouble.in("classInitialized", e);
      return null;
    } finally {
      t.inside = false;
    }
  }

  /** A class is used whose initializer left {@code state}; null while it has not ended. */
  public static void classUsed(Object state, ThreadState t) {
    if (state == null || t.inside) {
      return;
    }
    t.inside = true;
    try {
      ((SyncState) state).acquire(t);
    } catch (Throwable e) {
      Trouble.in("classUsed", e);
    } finally {
      t.inside = false;
    }
  }

  /** {@code Thread.isAlive} was seen to return this. */
  public static void aliveSeen(Thread thread, boolean alive) {
    if (!alive) {
      threadJoined(thread);
    }
  }

  /** {@code monitor.wait()}: releases the monitor, and acquires it again however it ends (JLS 17.2). */
  public static void await(Object monitor) throws InterruptedException {
    waitBegins(monitor);
    try {
      monitor.wait();
    } finally {
      LockProbes.resumed(monitor);
    }
  }

  /** {@code monitor.wait(millis)}. */
  public static void await(Object monitor, long millis) throws InterruptedException {
    waitBegins(monitor);
    try {
      monitor.wait(millis);
    } finally {
      LockProbes.resumed(monitor);
    }
  }

  /** {@code monitor.wait(millis, nanos)}. */
  public static void await(Object monitor, long millis, int nanos) throws InterruptedException {
    waitBegins(monitor);
    try {
      monitor.wait(millis, nanos);
    } finally {
      LockProbes.resumed(monitor);
    }
  }

  /** {@code condition.awaitUninterruptibly()} is about to be called, on whatever has such a method. */
  public static void conditionAwaiting(Object condition) {
    Object lock = Conditions.synchronizer(condition);
    if (lock != null) {
      ModelProbes.awaiting(lock);
    }
  }

  /** It has returned. */
  public static void conditionAwaited(Object condition) {
    Object lock = Conditions.synchronizer(condition);
    if (lock != null) {
      ModelProbes.awaited(lock);
    }
  }

  // Who does not own the monitor releases nothing by waiting.
  private static void waitBegins(Object monitor) {
    if (monitor != null && Thread.holdsLock(monitor)) {
      LockProbes.suspending(monitor);
    }
  }
}
