package dev.racedetect.runtime.finding;

import java.util.List;

/**
 * One of the two accesses of a race.
 *
 * @param type read or write
 * @param thread the thread that made it
 * @param locksHeld the locks that thread held, outermost first
 * @param stack the whole stack, innermost frame first; empty when it was not retained
 */
public record Access(Type type, ThreadInfo thread, List<LockInfo> locksHeld, List<Frame> stack) {
  /** Read or write. */
  public enum Type {
    /** A read. */
    READ,
    /** A write. */
    WRITE
  }
}
