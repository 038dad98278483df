package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;

/** What the rules need to know of a variable besides its two words, which lie in {@code base}. */
public interface Shadow {
  /** The holder of the read vectors of the variable whose words lie in {@code base}. */
  ReadVectors readVectors(ThreadState t, Object base);

  /** The variable as a report names it. */
  Variable variable(Object base, long writeOffset);

  /** Whether one report is enough for all accesses to this variable, whatever their sites; remembers that it was made. */
  default boolean isReportedOnce() {
    return false;
  }
}
