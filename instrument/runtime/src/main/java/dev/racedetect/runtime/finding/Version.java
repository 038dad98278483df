package dev.racedetect.runtime.finding;

/** The version of the tool, as the build has it; a test compares the two. */
final class Version {
  /** The version. */
  static final String VALUE = "0.1.0-SNAPSHOT";

  private Version() {}
}
