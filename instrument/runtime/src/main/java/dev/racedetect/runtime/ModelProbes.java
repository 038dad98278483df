package dev.racedetect.runtime;

/**
 * What woven JDK methods call where the edge depends on a result.
 *
 * <p>Each method takes the result first, as it lies on the operand stack, and decides whether {@link Probes} hears of it.
 */
public final class ModelProbes {
  private static final Object INTERRUPT = "interrupt";

  private ModelProbes() {}

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

  /** Acquires when a method returned something other than 0. */
  public static void acquireIfNonZero(long result, Object object) {
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
      Probes.lockAcquired(sync);
    }
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

  /** An exception left a method that an interrupt ends. */
  public static void interruptSeen(Throwable thrown) {
    if (thrown instanceof InterruptedException) {
      Probes.acquireElement(Thread.currentThread(), INTERRUPT);
    }
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

  /** A volatile reference was read. */
  public static void referenceRead(Object owner, Object value) {
    if (value != null) {
      Probes.acquire(owner);
    }
  }

  /**
   * True for keys whose equality {@link Probes} knows without calling user code: those it tells apart by value, and those
   * that are equal only to themselves.
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
