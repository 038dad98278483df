package dev.racedetect.runtime;

import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;

/**
 * Errors inside the detector: never thrown into the tested program, always counted in the summary. An edge that one of them
 * lost hides races and invents none.
 */
final class Trouble {
  private static boolean printed;

  private Trouble() {}

  static void in(String probe, Throwable error) {
    ThreadState t = Threads.current();
    t.missed = true; // any edge may be what it was about
    t.lostUnknown = true;
    ThreadState.unsettled = true;
    ThreadState.troubled = true;
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
