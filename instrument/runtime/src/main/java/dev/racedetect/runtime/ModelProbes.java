package dev.racedetect.runtime;

import dev.racedetect.runtime.race.CollectionRules;
import dev.racedetect.runtime.sync.Edges;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;

/**
 * What woven JDK methods call where the edge depends on a result.
 *
 * <p>Each method takes the result first, as it lies on the operand stack, and decides whether {@link Probes} hears of
 * it.
 */
public final class ModelProbes {
  private static final Object INTERRUPT = "interrupt";
  /** StampedLock's WBIT and RBITS: the mode of a stamp is part of its documented conversions. */
  private static final long STAMP_WRITE = 1L << 7;

  private static final long STAMP_READERS = STAMP_WRITE - 1;

  private ModelProbes() {}

  /** The JVM was seen to have no more threads but daemons. */
  public static void lastThreadsEnded() {
    Probes.acquire(Edges.ENDED_THREADS);
  }

  /** Acquires when a method returned true. */
  public static void acquireIf(boolean result, Object object) {
    if (result) {
      Probes.acquire(object);
    }
  }

  /** Acquires when a method returned something other than null. */
  public static void acquireIfPresent(Object result, Object object) {
    if (result != null) {
      Probes.acquire(object);
    }
  }

  /** Acquires when a method returned something other than 0. */
  public static void acquireIfNonZero(int result, Object object) {
    if (result != 0) {
      Probes.acquire(object);
    }
  }

  /**
   * A lock was acquired.
   *
   * @param lock the lock object, by whose class the JDK's own locks are told apart
   * @param sync what the lock and its conditions have in common: edges are kept there
   */
  public static void lockAcquired(Object lock, Object sync) {
    if (!(lock instanceof QuietLock)) {
      ThreadState t = Threads.current();
      if (!t.held.isEmpty()) {
        LockProbes.asked(t, sync);
      }
      Probes.lockAcquired(sync, t);
    }
  }

  /** A lock was acquired by an attempt that an interrupt could have ended. */
  public static void lockAcquiredInterruptibly(Object lock, Object sync) {
    lockAcquiredIf(true, lock, sync);
  }

  /** A conditional lock attempt returned. */
  public static void lockAcquiredIf(boolean result, Object lock, Object sync) {
    if (result && !(lock instanceof QuietLock)) {
      Probes.lockAcquired(sync);
    }
  }

  /** A lock is about to be released. */
  public static void lockReleased(Object lock, Object sync) {
    if (!(lock instanceof QuietLock)) {
      Probes.lockReleased(sync);
    }
  }

  /** A writer acquired a lock: it comes after the readers too. */
  public static void acquireAllIf(boolean result, Object lock) {
    if (result) {
      Probes.acquireAll(lock);
    }
  }

  /** A reader releases a lock: only writers come after it. */
  public static void readReleased(Object lock) {
    Probes.releaseElement(lock, null);
  }

  /** A party is about to arrive at a phaser: only whoever makes it advance comes after all of them. */
  public static void arriving(Object phaser) {
    Probes.releaseElement(phaser, null);
  }

  /**
   * A read lock was acquired.
   *
   * @param lock the lock that reports name
   * @param sync where writers release
   */
  public static void readLocked(Object lock, Object sync) {
    Threads.current().held.pushUnnoted(lock);
    Probes.acquire(sync);
  }

  /** A conditional attempt at a read lock returned. */
  public static void readLockedIf(boolean result, Object lock, Object sync) {
    if (result) {
      readLocked(lock, sync);
    }
  }

  /** A read lock is about to be released. */
  public static void readUnlocking(Object lock) {
    Threads.current().held.pop(lock);
  }

  /** A stamped lock's read lock was acquired, unless the stamp is 0. */
  public static void readLockedIf(long stamp, Object lock) {
    ObjectProbes.optimisticReadEnds(stamp != 0);
    if (stamp != 0) {
      Probes.acquire(lock);
      gotStamp(lock, false);
    }
  }

  /** A stamped lock's write lock was acquired, unless the stamp is 0. */
  public static void writeLockedIf(long stamp, Object lock) {
    ObjectProbes.optimisticReadEnds(stamp != 0);
    if (stamp != 0) {
      Probes.acquire(lock);
      Probes.acquireAll(lock);
      gotStamp(lock, true);
    }
  }

  private static void gotStamp(Object lock, boolean write) {
    ThreadState t = Threads.current();
    t.stamps.got(lock, write, t.epoch);
  }

  /** A stamped lock's write lock is about to be released. */
  public static void writeUnlocking(Object lock) {
    Probes.release(lock);
    Threads.current().stamps.gave(lock, true);
  }

  /** A stamped lock's read lock is about to be released. */
  public static void readUnlockingStamp(Object lock) {
    readReleased(lock);
    Threads.current().stamps.gave(lock, false);
  }

  /** A stamped lock is about to convert a stamp into another mode. */
  public static void stampReleased(long stamp, Object lock) {
    if ((stamp & STAMP_WRITE) != 0) {
      writeUnlocking(lock);
    } else if ((stamp & STAMP_READERS) != 0) {
      readUnlockingStamp(lock);
    }
  }

  /** An optimistic read section begins; programs read and call validate also if the stamp is 0. */
  public static void optimisticReadBegins(long stamp, Object lock) {
    ObjectProbes.optimisticReadBegins(stamp != 0, lock);
  }

  /**
   * An optimistic read section is about to be validated. A writer may come as soon as it was, so what was read is released
   * before that.
   */
  public static void validating(Object lock) {
    Probes.releaseElement(lock, null);
  }

  /** It was validated, with that outcome. */
  public static void optimisticReadEnds(boolean valid) {
    ObjectProbes.optimisticReadEnds(valid);
  }

  /** A synchronizer was acquired or its state read. */
  public static void synchronizerAcquired(Object synchronizer) {
    if (isOfUser(synchronizer)) {
      Probes.acquire(synchronizer);
    }
  }

  /** A synchronizer may have been acquired. */
  public static void synchronizerAcquiredIf(boolean result, Object synchronizer) {
    if (result && isOfUser(synchronizer)) {
      Probes.acquire(synchronizer);
    }
  }

  /** A synchronizer is about to be released or its state written. */
  public static void synchronizerReleased(Object synchronizer) {
    if (isOfUser(synchronizer)) {
      Probes.release(synchronizer);
    }
  }

  /** A synchronized wrapper of a collection has locked its mutex. */
  public static void wrapperEntered(Object wrapper) {
    ThreadState t = Threads.current();
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      CollectionRules.wrapperEntered(t, wrapper);
    } catch (Throwable e) {
      Trouble.in("wrapperEntered", e);
    } finally {
      t.inside = false;
    }
  }

  /** It is about to unlock it. */
  public static void wrapperLeaving(Object wrapper) {
    ThreadState t = Threads.current();
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      CollectionRules.wrapperLeaving(t, wrapper);
    } catch (Throwable e) {
      Trouble.in("wrapperLeaving", e);
    } finally {
      t.inside = false;
    }
  }

  /** A condition is about to release its lock. */
  public static void awaiting(Object synchronizer) {
    if (isOrdering(synchronizer)) {
      LockProbes.suspending(synchronizer);
    }
  }

  /** A condition has re-acquired its lock. */
  public static void awaited(Object synchronizer) {
    if (isOrdering(synchronizer)) {
      LockProbes.resumed(synchronizer);
    }
  }

  /** A method of the JDK is about to wait on a monitor: one that the thread does not hold is none of the program's. */
  public static void monitorAwaiting(Object monitor) {
    if (monitor != null && Threads.current().held.contains(monitor)) {
      Probes.release(monitor);
    }
  }

  /** It has waited. */
  public static void monitorAwaited(Object monitor) {
    if (monitor != null && Threads.current().held.contains(monitor)) {
      Probes.acquire(monitor);
    }
  }

  /** The JDK's own synchronizers are modelled by what they promise; those of other classes by their volatile state. */
  private static boolean isOfUser(Object synchronizer) {
    return synchronizer.getClass().getClassLoader() != null;
  }

  /** Conditions of locks that are quiet order nothing: such a lock is never among those held. */
  private static boolean isOrdering(Object synchronizer) {
    return isOfUser(synchronizer) || Threads.current().held.contains(synchronizer);
  }

  /** Something that may be an element came out of a container. */
  public static void elementTaken(Object element, Object container) {
    if (element != null) {
      Probes.acquireElement(container, element);
    }
  }

  /** Something that may be an element goes into a container. */
  public static void elementGiven(Object element, Object container) {
    if (element != null) {
      Probes.releaseElement(container, element);
    }
  }

  /** A container said that it holds something the caller described. */
  public static void elementFound(boolean result, Object container) {
    if (result) {
      Probes.acquireAll(container);
    }
  }

  /** An element is about to be looked at by user code (equals, compareTo) on behalf of a container's method. */
  public static void elementCompared(Object element) {
    if (element != null && !isValue(element)) {
      Probes.acquireElement(element, element);
    }
  }

  /** Two elements are about to be compared. */
  public static void elementsCompared(Object one, Object other) {
    elementCompared(one);
    elementCompared(other);
  }

  /** An exchange partner's object arrived; null stands for the exchanger itself. */
  public static void exchanged(Object received, Object exchanger) {
    Probes.acquireElement(exchanger, received == null ? exchanger : received);
  }

  /** An object is offered to an exchange partner; null stands for the exchanger itself. */
  public static void exchanging(Object offered, Object exchanger) {
    Probes.releaseElement(exchanger, offered == null ? exchanger : offered);
  }

  /** A mapping is about to be placed into a map. */
  public static void mappingPlaced(Object key, Object value, Object map) {
    if (value != null) {
      placed(key, value, map);
    }
  }

  /** A value was found in or removed from a map under a key that the caller gave. */
  public static void mappingAccessed(Object value, Object key, Object map) {
    if (value != null) {
      Probes.acquireElement(map, isValue(key) ? key : value);
    }
  }

  /** A key was seen in a map, its value unknown. */
  public static void keyAccessed(Object key, Object map) {
    if (isValue(key)) {
      Probes.acquireElement(map, key);
    } else {
      Probes.acquireAll(map);
    }
  }

  /** A map's function returned a value that the map is about to hold under a key; null removes the mapping. */
  public static void mappingComputed(Object value, Object key, Object map) {
    if (value == null) {
      Probes.releaseElement(map, key);
    } else {
      placed(key, value, map);
    }
  }

  private static void placed(Object key, Object value, Object map) {
    Probes.releaseElement(map, key);
    if (!isValue(key)) {
      Probes.releaseElement(map, value);
    }
  }

  /** A map hands a key and a value to a function. */
  public static void mappingSeen(Object key, Object value, Object map) {
    mappingAccessed(value, key, map);
  }

  /** A thread is about to be started, unless the call fails because it was before. */
  public static void starting(Thread thread) {
    if (thread.getState() == Thread.State.NEW) {
      Probes.threadStarting(thread);
    }
  }

  /** A thread's state was read: that it is terminated detects its end (JLS 17.4.4). */
  public static void stateSeen(Object state, Object thread) {
    if (state == Thread.State.TERMINATED) {
      Probes.threadJoined((Thread) thread);
    }
  }

  /** A thread's interrupt status was read. */
  public static void interruptSeen(boolean result, Object thread) {
    if (result) {
      Probes.acquireElement(thread, INTERRUPT);
    }
  }

  /** The current thread's interrupt status was read and cleared. */
  public static void interruptSeen(boolean result) {
    if (result) {
      Probes.acquireElement(Thread.currentThread(), INTERRUPT);
    }
  }

  /** The current thread was interrupted: it makes the exception that says so. */
  public static void interrupted() {
    Probes.acquireElement(Thread.currentThread(), INTERRUPT);
  }

  /** A thread is about to be interrupted. */
  public static void interrupting(Object thread) {
    Probes.releaseElement(thread, INTERRUPT);
  }

  /** A join returned; without time-out, or in time, the thread has terminated. */
  public static void joined(Thread thread) {
    if (!thread.isAlive()) {
      Probes.threadJoined(thread);
    }
  }

  /** A future's or task's status word was read: negative once complete. */
  public static void statusRead(Object task, int status) {
    if (status < 0) {
      Probes.acquire(task);
    }
  }

  /** A completer's count of children that are not complete was read. */
  public static void pendingRead(Object completer, int pending) {
    if (pending == 0) {
      Probes.acquire(completer);
    }
  }

  /** An action is registered that another thread runs; null is the caller's error. */
  public static void registering(Object action) {
    if (action != null) {
      Probes.release(action);
    }
  }

  /** A volatile reference was read. */
  public static void referenceRead(Object owner, Object value) {
    if (value != null) {
      Probes.acquire(owner);
    }
  }

  /**
   * True for keys whose equality {@link Probes} knows without calling user code: those it tells apart by value, and
   * those that are equal only to themselves.
   */
  private static boolean isValue(Object key) {
    return key instanceof String
        || key instanceof Integer
        || key instanceof Long
        || key instanceof Number && key.getClass().getName().startsWith("java.lang.")
        || key instanceof Character
        || key instanceof Boolean
        || key instanceof Enum
        || key instanceof Class
        || key instanceof java.util.UUID;
  }
}
