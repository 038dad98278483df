package dev.racedetect.runtime;

import dev.racedetect.runtime.finding.Findings;

/** Errors inside the detector: never thrown into the tested program, always counted in the summary. */
final class Trouble {
  private static boolean printed;

  private Trouble() {}

  static void in(String probe, Throwable error) {
    try {
      Findings.dropped(
          "errors inside the detector (" + error.getClass().getName() + " in " + probe + ")", 1);
      if (!printed
          && !(error instanceof StackOverflowError)
          && !(error instanceof OutOfMemoryError)) {
        printed = true;
        error.printStackTrace();
      }
    } catch (StackOverflowError | OutOfMemoryError e) {
      // The program itself is about to fail of the same; there is no room even to count.
      printed = true;
    }
  }
}
