package dev.racedetect.junit;

/**
 * A test, or a class as a whole, as this side names it.
 *
 * <p>Not the runtime's {@code TestId}: without an agent in the boot loader no class of the runtime may be loaded.
 *
 * @param uniqueId the launcher's unique id
 * @param className the test class
 * @param method the test method, or null for a class as a whole
 * @param name the display name
 */
record WatchedTest(String uniqueId, String className, String method, String name) {
  /** Tells whether this is the test of {@code container} or lies within it. */
  boolean isWithin(String container) {
    return uniqueId.equals(container) || uniqueId.startsWith(container + "/");
  }
}
