package dev.racedetect.runtime.thread;

import dev.racedetect.runtime.finding.LockInfo;
import dev.racedetect.runtime.shadow.WeakEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The locks that one thread holds, outermost first, with how often. Used by that thread only, if not said otherwise. */
public final class HeldLocks {
  private Object[] locks = new Object[8];

  /** What is kept for each of them, or null where that is not known. */
  private WeakEntry[] entries = new WeakEntry[8];

  /** The context in which each of them was acquired. */
  private int[] contexts = new int[8];

  /** What was known when each of them was acquired; see {@link #note}. */
  private Object[] hazards = new Object[8];

  private int[] counts = new int[8];
  private int size;
  private final ThreadState owner;

  HeldLocks(ThreadState owner) {
    this.owner = owner;
  }

  /** Notes one more acquisition of {@code lock}; true if it was not held before, and {@link #note} is due. */
  public boolean push(Object lock) {
    int i = indexOf(lock);
    if (i >= 0) {
      counts[i]++;
      return false;
    }
    if (size == locks.length) {
      grow();
    }
    locks[size] = lock;
    counts[size++] = 1;
    owner.heldHash += classHash(lock);
    return true;
  }

  /** As {@link #push}, for a lock of which nothing more will be noted. */
  public void pushUnnoted(Object lock) {
    if (push(lock)) {
      entries[size - 1] = null;
      hazards[size - 1] = null;
    }
  }

  /** Notes one release of {@code lock}; true if it is no longer held, also when it was not known to be. */
  public boolean pop(Object lock) {
    int i = indexOf(lock);
    if (i < 0) {
      return true;
    }
    if (--counts[i] > 0) {
      return false;
    }
    remove(i);
    return true;
  }

  /**
   * Notes more of {@code lock}, which has just been acquired.
   *
   * @param entry what is kept for it, so that its release need not look it up
   * @param context where it was acquired
   * @param hazard what may make it dangerous to ask for more while it is held, or null
   */
  public void note(Object lock, WeakEntry entry, int context, Object hazard) {
    int i = indexOf(lock);
    if (i >= 0) {
      if (entries[i] != entry) {
        entries[i] = entry; // that of a lock held before costs no barrier again
      }
      contexts[i] = context;
      if (hazards[i] != hazard) {
        hazards[i] = hazard;
      }
    }
  }

  /** How many locks are held. */
  public int size() {
    return size;
  }

  /** What {@link #note} noted of the lock number {@code i}, outermost first; null if nothing. */
  public WeakEntry entryAt(int i) {
    return entries[i];
  }

  /** Where the lock number {@code i} was acquired. */
  public int contextAt(int i) {
    return contexts[i];
  }

  /** What may make it dangerous to ask for more while the lock number {@code i} is held, or null. */
  public Object hazardAt(int i) {
    return hazards[i];
  }

  /** Whether the lock that this is kept for is held. */
  public boolean hasEntry(WeakEntry entry) {
    for (int i = 0; i < size; i++) {
      if (entries[i] == entry) {
        return true;
      }
    }
    return false;
  }

  /** What {@link #note} noted as kept for {@code lock}, or null. */
  public WeakEntry entry(Object lock) {
    int i = indexOf(lock);
    return i < 0 ? null : entries[i];
  }

  /** Whether any lock is held. */
  public boolean isEmpty() {
    return size == 0;
  }

  /**
   * Whether the thread holds a read lock of the read-write lock with this synchronizer. May be asked by another thread, and
   * the answer is right if this thread does not change what it holds meanwhile.
   */
  public boolean reads(Object synchronizer) {
    Object[] all = locks;
    for (int i = Math.min(size, all.length) - 1; i >= 0; i--) {
      if (ReadLocks.synchronizer(all[i]) == synchronizer) {
        return true;
      }
    }
    return false;
  }

  /** The locks held, for a report. {@code withIdentity}: also which instances. */
  public List<LockInfo> describe(boolean withIdentity) {
    if (size == 0) {
      return List.of();
    }
    List<LockInfo> infos = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      Object lock = locks[i];
      infos.add(describe(lock, withIdentity));
    }
    return infos;
  }

  /** A lock, for a report. No code of its class is called. */
  public static LockInfo describe(Object lock, boolean withIdentity) {
    boolean isClass = lock instanceof Class;
    String name = isClass
        ? "class " + ((Class<?>) lock).getName()
        : nameOf(lock.getClass().getName());
    Object synchronizer = ReadLocks.synchronizer(lock);
    int identity = System.identityHashCode(synchronizer == null ? lock : synchronizer);
    return new LockInfo(name, withIdentity && !isClass ? Integer.toHexString(identity) : null);
  }

  /** Whether the thread holds {@code lock}. */
  public boolean contains(Object lock) {
    return indexOf(lock) >= 0;
  }

  // The JDK's locks are known by their synchronizers, which are nested classes.
  private static String nameOf(String className) {
    int end = className.startsWith("java.util.concurrent.locks.") ? className.indexOf('$') : -1;
    return end < 0 ? className : className.substring(0, end);
  }

  private int indexOf(Object lock) {
    for (int i = size - 1; i >= 0; i--) {
      if (locks[i] == lock) {
        return i;
      }
    }
    return -1;
  }

  private void remove(int i) {
    owner.heldHash -= classHash(locks[i]);
    int moved = --size - i;
    if (moved > 0) {
      System.arraycopy(locks, i + 1, locks, i, moved);
      System.arraycopy(entries, i + 1, entries, i, moved);
      System.arraycopy(contexts, i + 1, contexts, i, moved);
      System.arraycopy(hazards, i + 1, hazards, i, moved);
      System.arraycopy(counts, i + 1, counts, i, moved);
    }
    locks[size] = null; // the entry stays: it holds its lock weakly
  }

  private void grow() {
    locks = Arrays.copyOf(locks, size * 2);
    entries = Arrays.copyOf(entries, size * 2);
    contexts = Arrays.copyOf(contexts, size * 2);
    hazards = Arrays.copyOf(hazards, size * 2);
    counts = Arrays.copyOf(counts, size * 2);
  }

  private static long classHash(Object lock) {
    return System.identityHashCode(lock.getClass()) * 0xBF58476D1CE4E5B9L;
  }
}
