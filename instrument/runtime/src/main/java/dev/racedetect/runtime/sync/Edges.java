package dev.racedetect.runtime.sync;

import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.shadow.WeakEntry;
import dev.racedetect.runtime.stack.StackDepot;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import java.util.Arrays;

/** The edges by kind, on behalf of the current thread. */
public final class Edges {
  /** Where threads that are no daemons release when they end: the JVM waits for all of them together. */
  public static final Object ENDED_THREADS = new Object();

  private Edges() {}

  /** The acquiring end at {@code o}. */
  public static void acquire(ThreadState t, Object o) {
    makeUpEarly(t);
    ObjectSync s = ObjectSyncs.MAP.peek(t, o);
    if (s != null) {
      s.own().acquire(t);
    }
  }

  /** The releasing end at {@code o}. */
  public static void release(ThreadState t, Object o) {
    makeUpEarly(t);
    ObjectSyncs.MAP.get(t, o).own().release(t);
  }

  /** {@code element} is about to be placed in {@code container}. */
  public static void releaseElement(ThreadState t, Object container, Object element) {
    ObjectSync c = ObjectSyncs.MAP.get(t, container);
    c.elements().release(t);
    if (element == null) {
      return;
    }
    if (isValue(element)) {
      c.stripe(element).handOver(t);
    } else {
      ObjectSyncs.MAP.get(t, element).handOver().handOver(t);
    }
  }

  /** {@code element} was taken out of, or seen in, {@code container}. */
  public static void acquireElement(ThreadState t, Object container, Object element) {
    if (element == null) {
      return;
    }
    makeUpEarly(t);
    if (isValue(element)) {
      ObjectSync c = ObjectSyncs.MAP.peek(t, container);
      if (c != null) {
        c.stripe(element).takeOver(t);
      }
      return;
    }
    ObjectSync e = ObjectSyncs.MAP.peek(t, element);
    if (e != null) {
      e.handOver().takeOver(t);
    }
  }

  /** The elements of {@code container} are seen through {@code view} too. */
  public static void partOf(ThreadState t, Object view, Object container) {
    ObjectSyncs.MAP.get(t, view).shareElements(ObjectSyncs.MAP.get(t, container));
  }

  /** All elements of {@code container} may have been seen. */
  public static void acquireAll(ThreadState t, Object container) {
    makeUpEarly(t);
    ObjectSync c = ObjectSyncs.MAP.peek(t, container);
    if (c != null) {
      c.elements().acquire(t);
    }
  }

  /** {@code lock} has been acquired; only the outermost of nested acquisitions learns anything. */
  public static void lockAcquired(ThreadState t, Object lock) {
    if (ThreadState.unsettled || t.missed) {
      makeUp(t);
    }
    if (t.held.push(lock) || t.unsure) {
      ObjectSync s = ObjectSyncs.ofLock(t, lock);
      t.held.note(lock, s, context(t), unordered(t, s));
      s.own().acquire(t);
      s.owner(t.id());
    }
    t.lockSites = 0;
    t.lockUnchecked = false;
    if (t.wanted() != null) {
      t.wants(null);
    }
  }

  private static int context(ThreadState t) {
    long sites = t.lockSites;
    return StackDepot.context(t, sites == 0 ? lockContext(t) : sites);
  }

  /** The context of code that acquires a lock by a call. */
  public static long lockContext(ThreadState t) {
    return t.context ^ 0x4C4F434BL;
  }

  // To be asked before the lock itself orders the thread after those who had it.
  private static OrderEdge[] unordered(ThreadState t, ObjectSync lock) {
    OrderEdge[] incoming = lock.incoming();
    if (incoming == null) {
      return null;
    }
    OrderEdge[] unordered = null;
    for (int i = 0; i < incoming.length; i++) {
      if (incoming[i].thread != t.record() && !t.covers(incoming[i].epoch())) {
        if (unordered == null) {
          unordered = new OrderEdge[incoming.length];
        }
        unordered[i] = incoming[i];
      }
    }
    return unordered;
  }

  /** {@code lock} is about to be released. */
  public static void lockReleased(ThreadState t, Object lock) {
    if (t.lost > 0) {
      makeUp(t);
    }
    WeakEntry entry = t.held.entry(lock);
    if (t.held.pop(lock) || t.unsure) {
      ObjectSync s = entry == null ? ObjectSyncs.ofLock(t, lock) : (ObjectSync) entry;
      disown(t, s);
      s.own().release(t);
    }
    if (t.wanted() != null) {
      t.wants(null); // the probe after the wait was lost
    }
  }

  /** {@code lock} has been released however often it was held, until {@link #lockResumed}; the thread waits meanwhile. */
  public static void lockSuspended(ThreadState t, Object lock) {
    makeUpEarly(t);
    ObjectSync s = ObjectSyncs.MAP.get(t, lock);
    disown(t, s);
    s.own().release(t);
  }

  /** {@code lock} has been acquired again. */
  public static void lockResumed(ThreadState t, Object lock) {
    makeUpEarly(t);
    ObjectSync s = ObjectSyncs.MAP.get(t, lock);
    s.own().acquire(t);
    if (t.held.contains(lock)) {
      s.owner(t.id());
    }
  }

  private static void disown(ThreadState t, ObjectSync s) {
    if (s.owner() == t.id()) {
      s.owner(0);
    }
  }

  /** The current thread is about to start {@code child} (JLS 17.4.4). */
  public static void threadStarting(ThreadState t, Thread child) {
    makeUpEarly(t);
    Threads.starting(t, child);
  }

  // Otherwise the next race of the thread would be dropped, however much later.
  private static void makeUpEarly(ThreadState t) {
    if (t.missed) {
      makeUp(t);
    }
    if (ThreadState.troubled) {
      LostEdges.acquire(t); // here too, as there may be no state to acquire
    }
  }

  /**
   * Makes up for edges that were lost near the end of a stack. A thread that lost releases makes them now; until it has,
   * every lock acquired anywhere may be the one that it released, so its acquirer takes everything for ordered before it.
   */
  private static void makeUp(ThreadState t) {
    int lost = t.lost;
    if (lost > 0 && lost <= ThreadState.OWED) {
      for (int i = 0; i < lost; i++) {
        ObjectSyncs.MAP.get(t, t.owed[i]).own().release(t);
      }
      Arrays.fill(t.owed, null);
      t.lost = 0;
      t.unsure = true;
      Threads.settle();
      Findings.dropped("releases of locks delayed by a stack overflow", lost);
    }
    t.missed = false;
    Threads.learnAll(t);
  }

  /** The current thread ends: all it did happens-before what joiners do (JLS 17.4.4). */
  public static void threadExiting(ThreadState t, Thread thread) {
    if (t.lost > 0) {
      makeUp(t);
    }
    if (!thread.isDaemon()) {
      release(t, ENDED_THREADS);
    }
    ObjectSyncs.MAP.get(t, thread).termination().releaseLast(t);
    Threads.exiting(t);
  }

  /** {@code thread} was seen to have ended. */
  public static void threadJoined(ThreadState t, Thread thread) {
    makeUpEarly(t);
    ObjectSync s = ObjectSyncs.MAP.peek(t, thread);
    if (s != null) {
      s.termination().acquire(t);
    }
  }

  private static boolean isValue(Object o) {
    return o instanceof String
        || o instanceof Number && o.getClass().getName().startsWith("java.lang.")
        || o instanceof Boolean
        || o instanceof Character
        || o instanceof java.util.UUID;
  }
}
