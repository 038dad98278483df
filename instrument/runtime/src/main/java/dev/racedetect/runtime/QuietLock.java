package dev.racedetect.runtime;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that the JDK uses inside a class whose happens-before contract is modelled: it orders nothing by itself.
 *
 * <p>Woven constructors of such classes create it in place of a {@code ReentrantLock}. Else two producers of one queue
 * would be ordered by a lock that no documentation promises, and their races missed.
 */
public final class QuietLock extends ReentrantLock {
  private static final long serialVersionUID = 1L;

  /** An unfair lock. */
  public QuietLock() {}

  /** A lock with the given fairness policy. */
  public QuietLock(boolean fair) {
    super(fair);
  }

  private Object writeReplace() {
    return new ReentrantLock(isFair());
  }
}
