package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;

/**
 * What the rules need of a variable besides its two words, which lie in {@code base} from {@code w} on: the reads of
 * several threads that nothing orders, and its name.
 *
 * <p>Recorded reads are never taken back; one that an earlier write was compared with is either ordered before all later
 * writes too, or part of a race.
 */
public interface Shadow {
  /** In the read word: the reads are recorded in the variable's shadow. No epoch has this value. */
  long SHARED = 1;

  /** Where its reads are recorded when its read word is {@link #SHARED}; made now if need be. */
  SharedReads sharedReads(ThreadState t, Object base);

  /** Its number there. */
  int sharedIndex(long w);

  /** The variable as a report names it. */
  Variable variable(Object base, long w);

  /** With {@link #offset}: what tells this variable from others while its words may move. */
  default Object identity(Object base) {
    return base;
  }

  /** See {@link #identity}. */
  default long offset(long w) {
    return w;
  }

  /** Whether one report is enough for all accesses to this variable, whatever their sites; remembers that it was made. */
  default boolean isReportedOnce() {
    return false;
  }
}
