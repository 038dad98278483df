package dev.racedetect.runtime.finding;

/**
 * What a thread waits for.
 *
 * @param mode in which way
 * @param lock the lock, or the thread whose end is awaited
 */
public record Awaited(Mode mode, LockInfo lock) {
  /** The ways to wait. */
  public enum Mode {
    /** For a monitor or another lock that one thread holds at a time. */
    LOCK("lock"),
    /** For the read lock of a read-write or stamped lock. */
    READ_LOCK("read lock of"),
    /** For the write lock of a read-write or stamped lock. */
    WRITE_LOCK("write lock of"),
    /** For a thread to end. */
    END("the end of");

    private final String words;

    Mode(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
