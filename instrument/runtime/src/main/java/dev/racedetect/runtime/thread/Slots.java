package dev.racedetect.runtime.thread;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.clock.VectorClock;
import dev.racedetect.runtime.finding.Findings;

/**
 * Gives threads their slots and takes them back.
 *
 * <p>A slot is given to a newcomer whose clock covers all that the last owner did (then nothing is lost), else a new
 * slot is used. Only when many slots lie idle, or none is left, is one reused without that; accesses of its last owner
 * then look ordered before the newcomer: a race may be missed, none invented, and the loss is counted.
 *
 * <p>All state is guarded by the class's monitor.
 */
public final class Slots {
  private static final int CANDIDATES = 32;
  private static final int MANY = 4096;

  private static int next = 1;
  private static ThreadRecord[][] owners = new ThreadRecord[64][];
  private static int[][] since = new int[64][];
  private static int[] lastTime = new int[64];
  private static int[] free = new int[64];
  private static int freeHead;
  private static int freeCount;

  private Slots() {}

  static synchronized int allocate(VectorClock clock, ThreadRecord owner) {
    int slot = takeCovered(clock);
    if (slot == 0) {
      slot = next > Epoch.MAX_SLOT || next > MANY && freeCount > MANY / 2 ? takeOldest() : next++;
    }
    grow(slot);
    addOwner(slot, owner, lastTime[slot] + 1);
    return slot;
  }

  static synchronized int firstTime(int slot) {
    return lastTime[slot] + 1;
  }

  /** Every slot's last owner that has ended, but that of one, happens-before what {@code t} does now. */
  static synchronized void learnEnded(ThreadState t, int except) {
    for (int slot = 1; slot < next && slot < lastTime.length; slot++) {
      if (slot != except) {
        t.learn(slot, lastTime[slot]);
      }
    }
  }

  static synchronized void free(int slot, int time) {
    lastTime[slot] = time;
    if (time == Epoch.MAX_CLOCK) {
      return;
    }
    if (freeCount == free.length) {
      int[] more = new int[freeCount * 2];
      for (int i = 0; i < freeCount; i++) {
        more[i] = free[(freeHead + i) % freeCount];
      }
      free = more;
      freeHead = 0;
    }
    free[(freeHead + freeCount++) % free.length] = slot;
  }

  /** Who made the access that left {@code word}; null when that is no longer known. */
  public static synchronized ThreadRecord owner(long word) {
    int slot = Epoch.slot(word);
    ThreadRecord[] who = slot < owners.length ? owners[slot] : null;
    if (who == null) {
      return null;
    }
    int time = Epoch.clock(word);
    for (int i = who.length - 1; i >= 0; i--) {
      if (who[i] != null && since[slot][i] <= time) {
        return who[i];
      }
    }
    return null;
  }

  private static int takeCovered(VectorClock clock) {
    int n = Math.min(CANDIDATES, freeCount);
    for (int i = 0; i < n; i++) {
      int slot = free[freeHead];
      freeHead = (freeHead + 1) % free.length;
      if (clock.get(slot) >= lastTime[slot]) {
        freeCount--;
        return slot;
      }
      free[(freeHead + freeCount - 1) % free.length] = slot;
    }
    return 0;
  }

  private static int takeOldest() {
    if (freeCount == 0) {
      throw new IllegalStateException("more than " + Epoch.MAX_SLOT + " threads at once");
    }
    int slot = free[freeHead];
    freeHead = (freeHead + 1) % free.length;
    freeCount--;
    Findings.dropped("thread slots reused without order", 1);
    return slot;
  }

  private static void addOwner(int slot, ThreadRecord owner, int from) {
    ThreadRecord[] who = owners[slot];
    if (who == null) {
      owners[slot] = new ThreadRecord[] {owner};
      since[slot] = new int[] {from};
      return;
    }
    // The last few owners are enough: an older one's words have mostly been overwritten.
    int keep = Math.min(who.length, 63);
    ThreadRecord[] more = new ThreadRecord[keep + 1];
    int[] moreSince = new int[keep + 1];
    System.arraycopy(who, who.length - keep, more, 0, keep);
    System.arraycopy(since[slot], who.length - keep, moreSince, 0, keep);
    more[keep] = owner;
    moreSince[keep] = from;
    owners[slot] = more;
    since[slot] = moreSince;
  }

  private static void grow(int slot) {
    if (slot < owners.length) {
      return;
    }
    int n = owners.length * 2;
    ThreadRecord[][] moreOwners = new ThreadRecord[n][];
    int[][] moreSince = new int[n][];
    int[] moreTimes = new int[n];
    System.arraycopy(owners, 0, moreOwners, 0, owners.length);
    System.arraycopy(since, 0, moreSince, 0, since.length);
    System.arraycopy(lastTime, 0, moreTimes, 0, lastTime.length);
    owners = moreOwners;
    since = moreSince;
    lastTime = moreTimes;
  }
}
