package dev.racedetect.runtime.clock;

import jdk.internal.misc.Unsafe;

/**
 * A vector clock: for each slot the latest time of it that is known here.
 *
 * <p>Not thread-safe: a thread's own clock is written by that thread alone, and read by others only in {@link
 * #joinForeign}; the clock of a synchronization object is touched only under that object's lock.
 */
public final class VectorClock {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final int[] NOTHING = {};

  private int[] clocks;
  private int length;

  /** A clock that knows nothing. */
  public VectorClock() {
    clocks = NOTHING;
  }

  /** The known time of {@code slot}; 0 when nothing is known of it. */
  public int get(int slot) {
    int[] c = clocks;
    return slot < c.length ? c[slot] : 0;
  }

  /** Whether {@code word}'s epoch happens-before the owner of this clock. */
  public boolean covers(long word) {
    return get(Epoch.slot(word)) >= Epoch.clock(word);
  }

  /** Sets the known time of {@code slot}. */
  public void set(int slot, int clock) {
    ensure(slot + 1);
    clocks[slot] = clock;
  }

  /** Whether all that {@code other} knows is known here. */
  public boolean covers(VectorClock other) {
    int[] mine = clocks;
    int[] theirs = other.clocks;
    int n = other.length;
    for (int i = 0; i < n; i++) {
      if (theirs[i] > (i < mine.length ? mine[i] : 0)) {
        return false;
      }
    }
    return true;
  }

  /** Learns all that {@code other} knows. */
  public void join(VectorClock other) {
    int n = other.length;
    ensure(n);
    int[] mine = clocks;
    int[] theirs = other.clocks;
    for (int i = 0; i < n; i++) {
      if (theirs[i] > mine[i]) {
        mine[i] = theirs[i];
      }
    }
  }

  /**
   * Learns what another thread's own clock knows by now of all slots but one. The other thread may be learning meanwhile:
   * what it had learnt before it published the object through which this thread found it is seen for certain.
   */
  public void joinForeign(VectorClock other, int except) {
    UNSAFE.loadFence(); // after the load of the object's reference
    int[] theirs = other.clocks;
    ensure(theirs.length);
    int[] mine = clocks;
    for (int i = 0; i < theirs.length; i++) {
      if (i != except && theirs[i] > mine[i]) {
        mine[i] = theirs[i];
      }
    }
  }

  /** Becomes a copy of {@code other}, which knows at least as much. */
  public void assign(VectorClock other) {
    int n = other.length;
    ensure(n);
    System.arraycopy(other.clocks, 0, clocks, 0, n);
  }

  private void ensure(int n) {
    if (n > clocks.length) {
      int[] grown = new int[Math.max(Math.max(4, n), clocks.length * 2)];
      System.arraycopy(clocks, 0, grown, 0, length);
      UNSAFE.storeFence(); // joinForeign reads it without a lock
      clocks = grown;
    }
    if (n > length) {
      length = n;
    }
  }
}
