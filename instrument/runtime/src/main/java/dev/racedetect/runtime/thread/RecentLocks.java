package dev.racedetect.runtime.thread;

import dev.racedetect.runtime.shadow.WeakEntry;

/**
 * The states of the locks that one thread used last, found by the locks themselves: the identity hash of an object whose
 * monitor is held takes a call of the JVM. Used by that thread only.
 */
public final class RecentLocks {
  private static final int SIZE = 4;

  private final WeakEntry[] states = new WeakEntry[SIZE];
  private int last;

  /** The state of {@code lock}; null if it is not among the last. */
  public WeakEntry find(Object lock) {
    WeakEntry state = states[last];
    return state != null && state.refersTo(lock) ? state : findOther(lock);
  }

  private WeakEntry findOther(Object lock) {
    for (int i = 0; i < SIZE; i++) {
      WeakEntry state = states[i];
      if (state != null && state.refersTo(lock)) {
        last = i;
        return state;
      }
    }
    return null;
  }

  /** Remembers the state of a lock instead of that of another. */
  public void add(WeakEntry state) {
    last = (last + 1) % SIZE;
    states[last] = state;
  }
}
