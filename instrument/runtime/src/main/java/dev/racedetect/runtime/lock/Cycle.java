package dev.racedetect.runtime.lock;

import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import java.util.List;

/**
 * Threads each of which wants what the next one has, and the last one what the first one has.
 *
 * <p>Nothing is locked while threads wait, so a cycle that was found link by link is only suspected. {@link #isCertain} proves
 * it, from the current thread backwards: a thread that wants what a thread has that can't go on can't go on either; what it
 * held when it said what it wants it still holds; and what it said before that is seen by whoever has read that.
 */
final class Cycle {
  /** The current thread first. */
  final List<ThreadState> threads;

  /** What each of them wants. */
  final List<Object> wants;

  Cycle(List<ThreadState> threads, List<Object> wants) {
    this.threads = threads;
    this.wants = wants;
  }

  /** Whether no thread of the cycle can ever go on once the first one waits. */
  boolean isCertain() {
    int last = threads.size() - 1;
    for (int i = last; i >= 0; i--) {
      ThreadState each = threads.get(i);
      boolean waits = each.wanted() == wants.get(i) && !each.unsure;
      if (!waits || !has(threads.get(i == last ? 0 : i + 1), wants.get(i)) || isLeaving(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether one of the threads could still be freed by an interrupt: such a cycle must last to count. */
  boolean canBeInterrupted() {
    for (Object each : wants) {
      if (each instanceof EndWait) {
        return true;
      }
    }
    return false;
  }

  private boolean isLeaving(int i) {
    return wants.get(i) instanceof EndWait && Threads.isInterrupted(threads.get(i));
  }

  private static boolean has(ThreadState holder, Object wanted) {
    return WaitForGraph.holders(wanted, holder).contains(holder);
  }
}
