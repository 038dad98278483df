package dev.racedetect.it.harness;

/** Uses values, so that reading them has a purpose. */
public final class Sink {
  private Sink() {}

  /** Uses one value and keeps nothing of it. */
  public static void use(Object value) {
    if (value instanceof Sink) {
      throw new AssertionError("nobody makes one");
    }
  }
}
