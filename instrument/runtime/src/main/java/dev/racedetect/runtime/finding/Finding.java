package dev.racedetect.runtime.finding;

/** Something wrong that happened in the tested program. */
public sealed interface Finding permits DataRace, Deadlock, LockOrder {
  /** The kinds of findings, by the names that reports use. */
  enum Kind {
    /** Two accesses that nothing orders. */
    DATA_RACE("data race"),
    /** Threads each of which waits for the next one for ever. */
    DEADLOCK("deadlock"),
    /** Two locks that were nested in both orders. */
    LOCK_ORDER("lock-order inversion");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /**
     * Returns what the kind is called in a sentence.
     *
     * @return such as {@code data race}
     */
    public String words() {
      return words;
    }
  }

  /**
   * Returns what sort of finding it is.
   *
   * @return the kind
   */
  Kind kind();

  /**
   * Returns the test during which it happened.
   *
   * @return the test, or null
   */
  TestId test();
}
