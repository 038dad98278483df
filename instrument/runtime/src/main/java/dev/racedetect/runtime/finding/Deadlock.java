package dev.racedetect.runtime.finding;

import java.util.List;

/**
 * Threads each of which waits for what the next one holds, and the last one for what the first one holds.
 *
 * @param threads at least one; the first is the thread that would have closed the cycle by blocking
 * @param test the test during which it happened, or null
 */
public record Deadlock(List<BlockedThread> threads, TestId test) implements Finding {
  @Override
  public Kind kind() {
    return Kind.DEADLOCK;
  }
}
