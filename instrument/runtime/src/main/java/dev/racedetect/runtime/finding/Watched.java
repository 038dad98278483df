package dev.racedetect.runtime.finding;

/**
 * What the detector did in one JVM.
 *
 * @param classes classes checked
 * @param skipped classes that were to be checked and could not be instrumented, or not all of their methods
 * @param threads threads seen
 * @param checks accesses checked
 * @param seconds time from the start of the agent
 * @param selfTestPassed whether the race that the agent staged at its start was seen
 */
public record Watched(
    long classes,
    long skipped,
    long threads,
    long checks,
    double seconds,
    boolean selfTestPassed) {}
