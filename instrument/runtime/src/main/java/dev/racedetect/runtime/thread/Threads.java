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
 * the lock that all writers hold. In front of it lies a table of fixed size, which the compiler knows for a constant, with
 * room for one of the threads whose ids end alike.
 */
public final class Threads {
  private static final int FIRST_SIZE = 4096;
  private static final ThreadState[] FIRST = new ThreadState[FIRST_SIZE];

  private static ThreadState[] table = new ThreadState[256];
  private static int live;
  private static long started;

  private static final long LEARNT_ONCE = 1 << 20;

  /**
   * How many threads are learning of what others may still be doing, plus {@link #LEARNT_ONCE} for each time that one
   * did; see {@link ThreadState#isKnownAhead}. Written under the class's monitor.
   */
  private static volatile long learntAhead;

  private Threads() {}

  /** The state of the current thread; made now if the thread is new to the detector. */
  @ForceInline
  public static ThreadState current() {
    Thread t = Thread.currentThread();
    ThreadState s = FIRST[(int) ThreadIds.of(t) & (FIRST_SIZE - 1)];
    return s != null && s.thread == t ? s : search(t);
  }

  @DontInline
  private static ThreadState search(Thread t) {
    long tid = ThreadIds.of(t);
    ThreadState[] states = table;
    for (ThreadState s = states[(int) tid & (states.length - 1)]; s != null; s = s.next) {
      if (s.thread == t) {
        addFirst(s);
        return s;
      }
    }
    ThreadState made;
    synchronized (Threads.class) {
      for (ThreadState s = table[(int) tid & (table.length - 1)]; s != null; s = s.next) {
        if (s.thread == t) {
          return s;
        }
      }
      made = new ThreadState(t, new VectorClock(), null, 0);
      add(made);
    }
    if (ThreadState.troubled) {
      learnAll(made); // its start may be what was lost
    }
    return made;
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
    s.startedBy(parent, context);
    s.worksFor(parent.test());
    synchronized (Threads.class) {
      remove(s.tid);
      add(s);
    }
    parent.tick();
  }

  /** The current thread is about to end. */
  public static void exiting(ThreadState s) {
    s.exit(); // first, so that learnOthers finds it here or among the ended ones
    synchronized (Threads.class) {
      remove(s.tid);
      checksOfEnded += s.checks;
    }
  }

  /**
   * Takes all that any thread did so far for ordered before what {@code s} does now: where an edge was lost, races are
   * missed rather than invented.
   */
  public static void learnAll(ThreadState s) {
    learningBegins();
    try {
      learnOthers(s, 0);
    } finally {
      learningEnds();
    }
    s.hasLearntAhead();
  }

  /** The current thread is about to learn the present epochs of others, which go on in them. */
  static synchronized void learningBegins() {
    learntAhead++;
  }

  /** It has learnt them, or failed to. */
  static synchronized void learningEnds() {
    learntAhead += LEARNT_ONCE - 1;
  }

  static long learntAhead() {
    return learntAhead;
  }

  static boolean isLearningNow(long ahead) {
    return (ahead & LEARNT_ONCE - 1) != 0;
  }

  /** As {@link #learnAll}, but for what the owners of the slot {@code except} did. */
  static void learnOthers(ThreadState s, int except) {
    synchronized (Threads.class) {
      for (ThreadState head : table) {
        for (ThreadState other = head; other != null; other = other.next) {
          if (other.slot() != except) {
            s.learn(other.slot(), other.time());
          }
        }
      }
    }
    Slots.learnEnded(s, except); // after the living: a thread that ends meanwhile is among both
  }

  /** Looks again whether any thread still has to make up for a lost release. */
  public static synchronized void settle() {
    ThreadState.unsettled = false;
    jdk.internal.misc.Unsafe.getUnsafe()
        .fullFence(); // a thread counts its loss before it sets the flag
    for (ThreadState head : table) {
      for (ThreadState s = head; s != null; s = s.next) {
        ThreadState.unsettled |= s.lost > 0 || s.lostUnknown;
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
    addFirst(s);
    live++;
    started++;
  }

  // Without a lock: whichever of two threads comes last is found here, and each takes out but
  // itself.
  private static void addFirst(ThreadState s) {
    int i = (int) s.tid & (FIRST_SIZE - 1);
    if (FIRST[i] == null) {
      FIRST[i] = s;
    }
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
        int first = (int) tid & (FIRST_SIZE - 1);
        if (FIRST[first] == s) {
          FIRST[first] = null;
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
