package dev.racedetect.runtime.thread;

import dev.racedetect.runtime.clock.VectorClock;
import dev.racedetect.runtime.stack.StackDepot;
import java.util.ArrayList;
import java.util.List;
import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;

/**
 * Finds the state of the current thread.
 *
 * <p>A chained hash table by thread id. Only a thread itself and the thread that starts it look for its state. Readers
 * take no lock: a chain that is being relinked can at worst hide an entry, and then the table is searched again under
 * the lock that all writers hold.
 */
public final class Threads {
  private static ThreadState[] table = new ThreadState[256];
  private static int live;
  private static long started;

  /** How often a thread has learnt of what others may still be doing; see {@link ThreadState#isKnownAhead}. */
  private static volatile int learntAhead;

  private Threads() {}

  /** The state of the current thread; made now if the thread is new to the detector. */
  @ForceInline
  public static ThreadState current() {
    Thread t = Thread.currentThread();
    ThreadState[] states = table;
    ThreadState s = states[(int) ThreadIds.of(t) & (states.length - 1)];
    return s != null && s.thread == t ? s : search(t);
  }

  @DontInline
  private static ThreadState search(Thread t) {
    long tid = ThreadIds.of(t);
    ThreadState[] states = table;
    for (ThreadState s = states[(int) tid & (states.length - 1)]; s != null; s = s.next) {
      if (s.thread == t) {
        return s;
      }
    }
    synchronized (Threads.class) {
      for (ThreadState s = table[(int) tid & (table.length - 1)]; s != null; s = s.next) {
        if (s.thread == t) {
          return s;
        }
      }
      ThreadState s = new ThreadState(t, new VectorClock(), null, 0);
      add(s);
      return s;
    }
  }

  /** The state of the thread with this {@link ThreadState#id}; null if it is not known yet, or has ended. */
  public static ThreadState of(long id) {
    ThreadState s = find(id);
    if (s == null) {
      synchronized (Threads.class) {
        s = find(id);
      }
    }
    return s;
  }

  /** The state of a thread; null if it is not known yet, or has ended. */
  public static ThreadState of(Thread thread) {
    return of(ThreadIds.of(thread));
  }

  private static ThreadState find(long id) {
    ThreadState[] states = table;
    for (ThreadState s = states[(int) id & (states.length - 1)]; s != null; s = s.next) {
      if (s.tid == id) {
        return s;
      }
    }
    return null;
  }

  /** The threads that wait, as far as {@link ThreadState#wanted()} tells. */
  public static synchronized List<ThreadState> waiting() {
    List<ThreadState> waiting = new ArrayList<>();
    for (ThreadState head : table) {
      for (ThreadState s = head; s != null; s = s.next) {
        if (s.wanted() != null) {
          waiting.add(s);
        }
      }
    }
    return waiting;
  }

  /** Whether the thread has been interrupted and has not yet noticed. No code of the program is called. */
  public static boolean isInterrupted(ThreadState s) {
    return ThreadIds.isInterrupted(s.thread);
  }

  /** Thread start (JLS 17.4.4): what the parent did so far happens-before all that the child does. */
  public static void starting(ThreadState parent, Thread child) {
    int context = StackDepot.context(parent, parent.context ^ 0x5354415254L);
    VectorClock clock = new VectorClock();
    clock.assign(parent.clock());
    ThreadState s = new ThreadState(child, clock, parent.record().name(), context);
    s.worksFor(parent.test());
    synchronized (Threads.class) {
      remove(s.tid);
      add(s);
    }
    parent.tick();
  }

  /** The current thread is about to end. */
  public static void exiting(ThreadState s) {
    synchronized (Threads.class) {
      remove(s.tid);
      checksOfEnded += s.checks;
    }
    s.exit();
  }

  /**
   * Takes all that any thread did so far for ordered before what {@code s} does now: where an edge was lost, races are
   * missed rather than invented.
   */
  public static void learnAll(ThreadState s) {
    learnOthers(s, 0);
    s.learnt();
    learntAhead();
  }

  /** A thread may have learnt the present epochs of others, which go on in them. */
  static void learntAhead() {
    synchronized (Threads.class) {
      learntAhead++;
    }
  }

  static int timesLearntAhead() {
    return learntAhead;
  }

  /** As {@link #learnAll}, but for what the owners of the slot {@code except} did. */
  static void learnOthers(ThreadState s, int except) {
    Slots.learnEnded(s, except);
    synchronized (Threads.class) {
      for (ThreadState head : table) {
        for (ThreadState other = head; other != null; other = other.next) {
          if (other.slot() != except) {
            s.learn(other.slot(), other.time());
          }
        }
      }
    }
  }

  /** Looks again whether any thread still has to make up for a lost release. */
  public static synchronized void settle() {
    ThreadState.unsettled = false;
    jdk.internal.misc.Unsafe.getUnsafe()
        .fullFence(); // a thread counts its loss before it sets the flag
    for (ThreadState head : table) {
      for (ThreadState s = head; s != null; s = s.next) {
        ThreadState.unsettled |= s.lost > 0;
      }
    }
  }

  /** How many threads were watched so far. */
  public static synchronized long count() {
    return started;
  }

  private static long checksOfEnded;

  /** How many slow-path checks all threads made so far; those of running threads as last seen. */
  public static synchronized long checks() {
    long sum = checksOfEnded;
    for (ThreadState head : table) {
      for (ThreadState s = head; s != null; s = s.next) {
        sum += s.checks;
      }
    }
    return sum;
  }

  private static void add(ThreadState s) {
    if (live >= table.length && table.length < 1 << 18) {
      grow();
    }
    int i = (int) s.tid & (table.length - 1);
    s.next = table[i];
    jdk.internal.misc.Unsafe.getUnsafe()
        .storeFence(); // the state is complete before a reader can find it
    table[i] = s;
    live++;
    started++;
  }

  private static void remove(long tid) {
    int i = (int) tid & (table.length - 1);
    ThreadState before = null;
    for (ThreadState s = table[i]; s != null; before = s, s = s.next) {
      if (s.tid == tid) {
        if (before == null) {
          table[i] = s.next;
        } else {
          before.next = s.next;
        }
        live--;
        return;
      }
    }
  }

  private static void grow() {
    ThreadState[] more = new ThreadState[table.length * 4];
    for (ThreadState head : table) {
      ThreadState s = head;
      while (s != null) {
        ThreadState next = s.next;
        int i = (int) s.tid & (more.length - 1);
        s.next = more[i];
        more[i] = s;
        s = next;
      }
    }
    table = more;
  }
}
