package dev.racedetect.runtime.thread;

import java.util.Arrays;

/** Whom one slot belonged to, and since when; guarded by {@link Slots}. */
final class SlotOwners {
  /** Half as many are kept: the words of earlier owners have mostly been overwritten. */
  private static final int KEPT = 4096;

  private ThreadRecord[] owners = new ThreadRecord[1];
  private int[] since = new int[1];
  private int size;

  void add(ThreadRecord owner, int from) {
    if (size == KEPT) {
      size = KEPT / 2;
      System.arraycopy(owners, KEPT - size, owners, 0, size);
      System.arraycopy(since, KEPT - size, since, 0, size);
    } else if (size == owners.length) {
      owners = Arrays.copyOf(owners, size * 2);
      since = Arrays.copyOf(since, size * 2);
    }
    owners[size] = owner;
    since[size++] = from;
  }

  /** The owner at that time; null when that is no longer known. */
  ThreadRecord at(int time) {
    for (int i = size - 1; i >= 0; i--) {
      if (since[i] <= time) {
        return owners[i];
      }
    }
    return null;
  }
}
