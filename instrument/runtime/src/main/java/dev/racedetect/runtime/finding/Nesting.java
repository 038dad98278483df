package dev.racedetect.runtime.finding;

import java.util.List;

/**
 * A thread asked for a lock while it held another.
 *
 * @param thread the thread
 * @param held the lock that it held
 * @param heldAt the stack with which it had acquired that, innermost frame first; empty when it was not retained
 * @param asked the lock that it asked for
 * @param askedAt the stack with which it did
 */
public record Nesting(
    ThreadInfo thread, LockInfo held, List<Frame> heldAt, LockInfo asked, List<Frame> askedAt) {
  /**
   * Names the place where the thread asked.
   *
   * @return the innermost frame of the program
   */
  public String site() {
    Frame frame = Fingerprint.userFrame(askedAt);
    return frame == null ? "a stack that was not retained" : ReportText.frame(frame);
  }
}
