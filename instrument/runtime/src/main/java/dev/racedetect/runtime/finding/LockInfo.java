package dev.racedetect.runtime.finding;

/**
 * A lock as a report names it.
 *
 * @param className class of the lock object
 * @param id identity of the instance within its JVM, or null when only the class was recorded (an earlier access)
 */
public record LockInfo(String className, String id) {}
