package dev.racedetect.runtime;

/**
 * Thrown by an operation that would block for ever: a monitor, a lock or a join for which the current thread would wait while
 * another thread waits for it, directly or through others. The locks that the thread holds are released on the way out, so that
 * the others go on.
 *
 * <p>Programs need not catch it: a deadlock is a mistake of theirs, and the report names it. The option {@code deadlock} tells
 * whether it is thrown.
 */
public final class DeadlockDetectedError extends Error {
  private static final long serialVersionUID = 1L;

  DeadlockDetectedError(String message) {
    super(message);
  }
}
