package dev.racedetect.runtime.thread;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.clock.VectorClock;
import dev.racedetect.runtime.finding.Findings;
import java.util.Arrays;

/**
 * Gives threads their slots and takes them back.
 *
 * <p>A slot is given to a newcomer whose clock covers all that the last owner did (then nothing is lost), else a new
 * slot is used. Only when many slots lie idle, or none is left, is one reused without that; the newcomer is then taken to
 * know all that ended threads knew: a race may be missed, none invented, and the loss is counted.
 *
 * <p>All state is guarded by the class's monitor.
 */
public final class Slots {
  private static final int CANDIDATES = 32;
  private static final int MANY = 4096;

  private static int next = 1;
  private static SlotOwners[] owners = new SlotOwners[64];
  private static int[] lastTime = new int[64];
  private static int[] free = new int[64];
  private static int freeHead;
  private static int freeCount;

  /** What ended threads knew, all together. */
  private static final VectorClock ENDED = new VectorClock();

  private Slots() {}

  static synchronized int allocate(VectorClock clock, ThreadRecord owner) {
    int slot = takeCovered(clock);
    if (slot == 0) {
      slot =
          next > Epoch.MAX_SLOT || next > MANY && freeCount > MANY / 2 ? takeOldest(clock) : next++;
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

  /**
   * The owner of {@code slot} has ended.
   *
   * @param time the time of its last release: whoever knows that knows all that it did
   */
  static synchronized void free(int slot, int time, VectorClock clock) {
    lastTime[slot] = time;
    ENDED.join(clock);
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
    SlotOwners of = slot < owners.length ? owners[slot] : null;
    return of == null ? null : of.at(Epoch.clock(word));
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

  private static int takeOldest(VectorClock clock) {
    if (freeCount == 0) {
      throw new IllegalStateException("more than " + Epoch.MAX_SLOT + " threads at once");
    }
    int slot = free[freeHead];
    freeHead = (freeHead + 1) % free.length;
    freeCount--;
    // Its own epochs will look later than those of the last owner, and so as if it knew what that
    // one released.
    clock.join(ENDED);
    Findings.dropped("thread slots reused without order", 1);
    return slot;
  }

  private static void addOwner(int slot, ThreadRecord owner, int from) {
    if (owners[slot] == null) {
      owners[slot] = new SlotOwners();
    }
    owners[slot].add(owner, from);
  }

  private static void grow(int slot) {
    if (slot < owners.length) {
      return;
    }
    int n = owners.length * 2;
    owners = Arrays.copyOf(owners, n);
    lastTime = Arrays.copyOf(lastTime, n);
  }
}
