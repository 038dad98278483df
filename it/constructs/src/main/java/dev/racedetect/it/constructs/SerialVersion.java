package dev.racedetect.it.constructs;

/** Default serialVersionUIDs as plain Java computes them. */
final class SerialVersion {
  static final long OF_STAMPED = -1362792316012014079L;

  private SerialVersion() {}
}
