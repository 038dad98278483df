package dev.racedetect.runtime;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.race.OptimisticReads;
import dev.racedetect.runtime.shadow.FrozenObjects;
import dev.racedetect.runtime.stack.StackDepot;
import dev.racedetect.runtime.sync.Edges;
import dev.racedetect.runtime.thread.Freeze;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;

/**
 * What instrumented code calls at the end of constructors and before final fields are read (JLS 17.5), where initializers of
 * classes fail, and in optimistic sections of a StampedLock.
 */
public final class ObjectProbes {
  /** What class initializers release that failed; whoever is told that a class failed does not say which in all cases. */
  private static final Object FAILED_CLASSES = new Object();

  private ObjectProbes() {}

  /** The initializer of a class ends by an exception, which unlocks it as success does (JLS 12.4.2, steps 10 and 11). */
  public static void classFailed() {
    Probes.release(FAILED_CLASSES);
  }

  /** The current thread is told that a class cannot be used, maybe because its initializer failed. */
  public static void classFailureSeen() {
    Probes.acquire(FAILED_CLASSES);
  }

  /** The current thread's epoch, which a constructor that ends leaves in its object. */
  @ForceInline
  public static long epoch(ThreadState t) {
    return t.epoch;
  }

  /** The word of the writes that a constructor has made to its object while nobody else could have that. */
  @ForceInline
  public static long born(ThreadState t, long sites) {
    int context = StackDepot.knownContext(t, sites);
    return context != 0 ? t.epoch | context : bornInNewContext(t, sites);
  }

  @DontInline
  private static long bornInNewContext(ThreadState t, long sites) {
    if (t.inside) {
      return 0;
    }
    t.inside = true;
    try {
      return t.epoch | StackDepot.context(t, sites);
    } catch (Throwable e) {
      Trouble.in("born", e);
      return 0;
    } finally {
      t.inside = false;
    }
  }

  /** Whether the current thread knows all that was frozen in that epoch; 0 is none. */
  @ForceInline
  public static boolean isKnown(long frozen, ThreadState t) {
    return frozen == t.knownFreeze
        || frozen == 0
        || Epoch.sameSlot(frozen, t.epoch)
        || isCovered(frozen, t);
  }

  @DontInline
  private static boolean isCovered(long frozen, ThreadState t) {
    if (!t.covers(frozen)) {
      return false;
    }
    t.knownFreeze = frozen;
    return true;
  }

  /** A final field of an object is about to be read whose constructor ended in the epoch {@code frozen}. */
  @DontInline
  public static void thaw(long frozen, ThreadState t) {
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      Freeze.thaw(t, frozen);
    } catch (Throwable e) {
      Trouble.in("thaw", e);
    } finally {
      t.inside = false;
    }
  }

  /** Whatever final fields of {@code object}, null for none, are about to be read by code of the JDK. */
  public static void thaw(Object object) {
    ThreadState t = Threads.current();
    if (object == null || t.inside) {
      return;
    }
    t.inside = true;
    try {
      FrozenObjects.thaw(t, object);
    } catch (Throwable e) {
      Trouble.in("thaw", e);
    } finally {
      t.inside = false;
    }
  }

  /** Final fields of {@code object} have been set other than by its constructor. */
  public static void freeze(Object object) {
    ThreadState t = Threads.current();
    if (object == null || t.inside) {
      return;
    }
    t.inside = true;
    try {
      FrozenObjects.freeze(t, object);
    } catch (Throwable e) {
      Trouble.in("freeze", e);
    } finally {
      t.inside = false;
    }
  }

  // ---- optimistic sections of a StampedLock
  // -----------------------------------------------------------------------------------

  /** {@code tryOptimisticRead} has returned; {@code free}: nobody was writing. */
  public static void optimisticReadBegins(boolean free, Object lock) {
    ThreadState t = Threads.current();
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      OptimisticReads.begins(t, lock);
      if (free) {
        Edges.acquire(t, lock);
      }
      t.section().hasLearnt(t);
    } catch (Throwable e) {
      Trouble.in("optimisticReadBegins", e);
    } finally {
      t.inside = false;
    }
  }

  /** The section was validated with that outcome, or ended by a lock. */
  public static void optimisticReadEnds(boolean valid) {
    ThreadState t = Threads.current();
    if (t.inside || !t.optimistic) {
      return;
    }
    t.inside = true;
    try {
      OptimisticReads.validated(t, valid);
    } catch (Throwable e) {
      Trouble.in("optimisticReadEnds", e);
    } finally {
      t.inside = false;
    }
  }

  /** The method returns that began a section and kept its stamp to itself. */
  public static void optimisticReadLeft(ThreadState t) {
    if (t.inside || !t.optimistic) {
      return;
    }
    t.inside = true;
    try {
      OptimisticReads.left(t);
    } catch (Throwable e) {
      Trouble.in("optimisticReadLeft", e);
    } finally {
      t.inside = false;
    }
  }
}
