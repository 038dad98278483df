package dev.racedetect.runtime.thread;

import java.util.Arrays;

/**
 * The stamps of {@code StampedLock}s that one thread has got and not given back. Used by that thread only.
 *
 * <p>A stamp belongs to whoever has its number: another thread may give it back. That it can't is sure only as long as the thread
 * has released nothing since it got the stamp, so that nobody is ordered after that.
 */
public final class HeldStamps {
  private Object[] locks = new Object[4];
  private boolean[] writes = new boolean[4];
  private long[] epochs = new long[4];
  private int size;

  /** The thread got a stamp in {@code epoch}. */
  public void got(Object lock, boolean write, long epoch) {
    if (size > 0 && epochs[size - 1] != epoch) {
      Arrays.fill(locks, null);
      size = 0; // those of earlier epochs tell nothing any more
    }
    if (size == locks.length) {
      grow();
    }
    locks[size] = lock;
    writes[size] = write;
    epochs[size++] = epoch;
  }

  /** It may have given one of the lock's back. */
  public void gave(Object lock, boolean write) {
    for (int i = size - 1; i >= 0; i--) {
      if (locks[i] == lock && writes[i] == write) {
        int moved = --size - i;
        System.arraycopy(locks, i + 1, locks, i, moved);
        System.arraycopy(writes, i + 1, writes, i, moved);
        System.arraycopy(epochs, i + 1, epochs, i, moved);
        locks[size] = null;
        return;
      }
    }
  }

  /** Whether the thread has a stamp got in this very {@code epoch} that keeps it from getting another one of the lock. */
  public boolean exclude(Object lock, boolean write, long epoch) {
    for (int i = 0; i < size; i++) {
      if (locks[i] == lock && epochs[i] == epoch && (write || writes[i])) {
        return true;
      }
    }
    return false;
  }

  private void grow() {
    Object[] moreLocks = new Object[size * 2];
    boolean[] moreWrites = new boolean[size * 2];
    long[] moreEpochs = new long[size * 2];
    System.arraycopy(locks, 0, moreLocks, 0, size);
    System.arraycopy(writes, 0, moreWrites, 0, size);
    System.arraycopy(epochs, 0, moreEpochs, 0, size);
    locks = moreLocks;
    writes = moreWrites;
    epochs = moreEpochs;
  }
}
