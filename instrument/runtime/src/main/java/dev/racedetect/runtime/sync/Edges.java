package dev.racedetect.runtime.sync;

import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.shadow.WeakEntry;
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
    if (!t.held.repeat(lock)) {
      ObjectSync state = ofLock(t, lock);
      t.held.push(lock, state);
      state.own().acquire(t);
    } else if (t.unsure) {
      ofLock(t, lock).own().acquire(t);
    }
  }

  /** {@code lock} is about to be released. */
  public static void lockReleased(ThreadState t, Object lock) {
    if (t.lost > 0) {
      makeUp(t);
    }
    WeakEntry known = t.held.state(lock);
    if (t.held.pop(lock) || t.unsure) {
      ObjectSync state = known != null ? (ObjectSync) known : ofLock(t, lock);
      state.own().release(t);
    }
  }

  private static ObjectSync ofLock(ThreadState t, Object lock) {
    ObjectSync state = (ObjectSync) t.recentLocks.find(lock);
    if (state == null) {
      state = ObjectSyncs.MAP.get(t, lock);
      t.recentLocks.add(state);
    }
    return state;
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

  /** {@code lock} is about to be released however often it is held, to be acquired again: {@code Object.wait}. */
  public static void lockSuspended(ThreadState t, Object lock) {
    ObjectSyncs.MAP.get(t, lock).own().release(t);
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
