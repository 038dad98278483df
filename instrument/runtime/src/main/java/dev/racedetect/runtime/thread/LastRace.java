package dev.racedetect.runtime.thread;

/**
 * The last race a thread was part of. A check-then-act on one variable races twice with the same earlier access
 * ({@code if (x == null) x = ...}); that is one misuse and is reported once.
 */
public final class LastRace {
  private Object base;
  private long offset;
  private long previous;
  private long epoch;
  private int count;

  /** Changes with every race of the thread that is no repetition. */
  public int count() {
    return count;
  }

  /** Whether this very variable already raced with {@code previous} in the thread's epoch; remembers it if not. */
  public boolean isRepeat(
      Object variableBase, long variableOffset, long previousWord, long currentEpoch) {
    if (base == variableBase
        && offset == variableOffset
        && previous == previousWord
        && epoch == currentEpoch) {
      return true;
    }
    count++;
    base = variableBase;
    offset = variableOffset;
    previous = previousWord;
    epoch = currentEpoch;
    return false;
  }
}
