package dev.racedetect.runtime.thread;

import dev.racedetect.runtime.finding.LockInfo;
import dev.racedetect.runtime.shadow.WeakEntry;
import java.util.ArrayList;
import java.util.List;

/** The locks that one thread holds, outermost first, with how often. Used by that thread only. */
public final class HeldLocks {
  private Object[] locks = new Object[8];
  private int[] counts = new int[8];
  private WeakEntry[] states = new WeakEntry[8];
  private int size;
  private final ThreadState owner;

  HeldLocks(ThreadState owner) {
    this.owner = owner;
  }

  /** Notes one more acquisition of {@code lock} if it is held already; whether it was. */
  public boolean repeat(Object lock) {
    int i = indexOf(lock);
    if (i < 0) {
      return false;
    }
    counts[i]++;
    return true;
  }

  /** Notes the first acquisition of {@code lock}; its state is remembered while it is held. */
  public void push(Object lock, WeakEntry state) {
    if (size == locks.length) {
      grow();
    }
    locks[size] = lock;
    states[size] = state;
    counts[size++] = 1;
    owner.heldHash += classHash(lock);
  }

  /** Notes one more acquisition of {@code lock}. */
  public void push(Object lock) {
    if (!repeat(lock)) {
      push(lock, null);
    }
  }

  /** The state given with {@code lock}; null if there was none, or it is not known to be held. */
  public WeakEntry state(Object lock) {
    int i = indexOf(lock);
    return i < 0 ? null : states[i];
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

  /** The locks held, for a report. {@code withIdentity}: also which instances. */
  public List<LockInfo> describe(boolean withIdentity) {
    if (size == 0) {
      return List.of();
    }
    List<LockInfo> infos = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      Object lock = locks[i];
      boolean isClass = lock instanceof Class;
      String name = isClass
          ? "class " + ((Class<?>) lock).getName()
          : nameOf(lock.getClass().getName());
      String id =
          withIdentity && !isClass ? Integer.toHexString(System.identityHashCode(lock)) : null;
      infos.add(new LockInfo(name, id));
    }
    return infos;
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
    int moved = size - i - 1;
    if (moved > 0) {
      System.arraycopy(locks, i + 1, locks, i, moved);
      System.arraycopy(counts, i + 1, counts, i, moved);
      System.arraycopy(states, i + 1, states, i, moved);
    }
    locks[--size] = null;
    states[size] = null;
  }

  private void grow() {
    Object[] moreLocks = new Object[size * 2];
    int[] moreCounts = new int[size * 2];
    WeakEntry[] moreStates = new WeakEntry[size * 2];
    System.arraycopy(locks, 0, moreLocks, 0, size);
    System.arraycopy(counts, 0, moreCounts, 0, size);
    System.arraycopy(states, 0, moreStates, 0, size);
    locks = moreLocks;
    counts = moreCounts;
    states = moreStates;
  }

  private static long classHash(Object lock) {
    return System.identityHashCode(lock.getClass()) * 0xBF58476D1CE4E5B9L;
  }
}
