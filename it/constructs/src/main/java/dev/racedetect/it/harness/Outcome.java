package dev.racedetect.it.harness;

/** How a case ended. */
public record Outcome(Status status, String detail) {
  static final Outcome RIGHT = new Outcome(Status.RIGHT, "");

  /** The ways a case can end. */
  public enum Status {
    /** The findings are those that were declared. */
    RIGHT,
    /** The verdict is wrong, and known to be. */
    KNOWN,
    /** The case needs a newer Java. */
    SKIPPED,
    /** A declared race was not found. */
    MISSED,
    /** A race was reported that is none, or more than once. */
    FALSE,
    /** The race was found, and reported wrongly. */
    WRONG,
    /** The case itself failed. */
    BROKEN,
    /** The case did not end. */
    HUNG
  }

  /** Whether the build may pass with it. */
  public boolean passes() {
    return status.compareTo(Status.SKIPPED) <= 0;
  }
}
