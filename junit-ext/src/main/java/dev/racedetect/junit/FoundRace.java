package dev.racedetect.junit;

/**
 * A race as a test failure shows it.
 *
 * @param summary one line
 * @param report the whole report, in the layout of the agent
 * @param current the stack of the access that completed the race
 * @param previousSummary one line about the earlier access
 * @param previous the stack of the earlier access
 */
record FoundRace(
    String summary,
    String report,
    StackTraceElement[] current,
    String previousSummary,
    StackTraceElement[] previous) {}
