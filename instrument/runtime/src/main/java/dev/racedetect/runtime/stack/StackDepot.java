package dev.racedetect.runtime.stack;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.finding.Frame;
import dev.racedetect.runtime.finding.LockInfo;
import dev.racedetect.runtime.shadow.ArrayBases;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.List;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;

/**
 * Calling contexts by number.
 *
 * <p>A context's key is a 64-bit hash of the call sites on the stack, the accessing instruction and the classes of the
 * locks held. When a key is seen for the first time the stack is captured; every later access with that key costs a
 * look-up. Two different stacks with one key, and so a wrong stack in a report, are as likely as a collision of 64-bit
 * hashes. Contexts beyond {@link Epoch#MAX_CONTEXT} get number 0, "not retained", and are counted.
 */
public final class StackDepot {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** Beyond this many, captured stacks go into the tree at once: a backtrace takes kilobytes. */
  private static final int BACKTRACES = 4096;

  private static volatile Table table = new Table(1 << 12);
  private static Entry[] entries = new Entry[1 << 12];
  private static int count;
  private static final FrameTree tree = new FrameTree();

  private StackDepot() {}

  /** The number of the context with this call-site hash in which the current thread is now. */
  public static int context(ThreadState t, long sites) {
    int known = knownContext(t, sites);
    if (known != 0) {
      return known;
    }
    long key = key(t, sites);
    int id = table.find(key);
    if (id == 0) {
      id = add(t, key);
    }
    t.contexts[(int) key & (ThreadState.CONTEXTS - 1)] = key & ~Epoch.MAX_CONTEXT | id;
    return id;
  }

  /**
   * As {@link #context}, but 0 when the thread has not met the context lately.
   *
   * <p>The thread's cache is indexed with the low bits of a key and holds its high bits, with the number below them.
   */
  @ForceInline
  public static int knownContext(ThreadState t, long sites) {
    long key = sites ^ t.heldHash;
    long cached =
        UNSAFE.getLong(t.contexts, ArrayBases.LONGS + ((key & ThreadState.CONTEXTS - 1) << 3));
    return (cached ^ key) >>> Epoch.CONTEXT_BITS == 0 ? (int) cached & Epoch.MAX_CONTEXT : 0;
  }

  // In the table 0 means that nothing is there; in the cache it is what no number is.
  private static long key(ThreadState t, long sites) {
    long key = sites ^ t.heldHash;
    return key == 0 ? 1 : key;
  }

  /** The stack of a context, innermost frame first; empty when it was not retained. */
  public static List<Frame> frames(int id) {
    Entry e = entry(id);
    return e == null ? List.of() : framesOf(e);
  }

  private static synchronized List<Frame> framesOf(Entry e) {
    e.settle();
    return e.stack == null ? List.of() : e.stack.frames();
  }

  /** The locks held in a context, outermost first; which instances of their classes is not known. */
  public static List<LockInfo> locksHeld(int id) {
    Entry e = entry(id);
    return e == null ? List.of() : e.locks;
  }

  private static synchronized Entry entry(int id) {
    return id > 0 && id <= count ? entries[id] : null;
  }

  private static int add(ThreadState t, long key) {
    Entry entry = new Entry(new Throwable(), t.held.describe(false));
    synchronized (StackDepot.class) {
      int id = table.find(key);
      if (id != 0) {
        return id;
      }
      if (count >= Epoch.MAX_CONTEXT) {
        Findings.dropped("stacks of earlier accesses", 1);
        return 0;
      }
      id = ++count;
      if (id == entries.length) {
        Entry[] more = new Entry[Math.min(id * 2, Epoch.MAX_CONTEXT + 1)];
        System.arraycopy(entries, 0, more, 0, id);
        entries = more;
      }
      entries[id] = entry;
      if (id > BACKTRACES) {
        entry.settle();
      }
      if (count * 2 > table.keys.length) {
        table = table.doubled();
      }
      table.put(key, id);
      return id;
    }
  }

  /** Open addressing; read without a lock, written under the depot's. An id is stored before its key. */
  private static final class Table {
    final long[] keys;
    final int[] ids;

    Table(int length) {
      keys = new long[length];
      ids = new int[length];
    }

    int find(long key) {
      int mask = keys.length - 1;
      for (int i = start(key, mask); ; i = (i + 1) & mask) {
        long k = UNSAFE.getLongAcquire(
            keys, ArrayBases.LONGS + (long) i * Unsafe.ARRAY_LONG_INDEX_SCALE);
        if (k == key) {
          return ids[i];
        }
        if (k == 0) {
          return 0;
        }
      }
    }

    void put(long key, int id) {
      int mask = keys.length - 1;
      int i = start(key, mask);
      while (keys[i] != 0) {
        i = (i + 1) & mask;
      }
      ids[i] = id;
      UNSAFE.storeFence();
      keys[i] = key;
    }

    Table doubled() {
      Table more = new Table(keys.length * 2);
      for (int i = 0; i < keys.length; i++) {
        if (keys[i] != 0) {
          more.put(keys[i], ids[i]);
        }
      }
      return more;
    }

    private static int start(long key, int mask) {
      return (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
    }
  }

  /** Guarded by the depot's lock. */
  private static final class Entry {
    private final List<LockInfo> locks;
    private Throwable trace;
    private FrameTree.Node stack;

    Entry(Throwable trace, List<LockInfo> locks) {
      this.trace = trace;
      this.locks = locks;
    }

    void settle() {
      if (trace != null) {
        stack = tree.add(Stacks.frames(trace));
        trace = null;
      }
    }
  }
}
