package dev.racedetect.it.differential.trace;

/** Two conflicting accesses that happens-before does not order, in the order of the trace. */
public record Race(Access previous, Access current) {
  @Override
  public String toString() {
    return current.variable() + ": " + previous + ", " + current;
  }
}
