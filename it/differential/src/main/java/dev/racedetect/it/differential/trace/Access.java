package dev.racedetect.it.differential.trace;

/**
 * One access of a trace.
 *
 * @param number its place in the trace
 * @param thread who made it
 * @param time how often that thread had released before
 * @param line where in the source
 */
public record Access(int number, int thread, int time, Variable variable, boolean write, int line) {
  /** Whether one of the two is a write, and they are of one variable and of two threads. */
  boolean conflictsWith(Access other) {
    return variable == other.variable && thread != other.thread && (write || other.write);
  }

  @Override
  public String toString() {
    return (write ? "write" : "read") + " by " + thread + " at line " + line;
  }
}
