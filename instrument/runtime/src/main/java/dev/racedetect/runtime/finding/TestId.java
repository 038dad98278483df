package dev.racedetect.runtime.finding;

/**
 * The test that a finding belongs to.
 *
 * @param uniqueId the launcher's unique id
 * @param className test class
 * @param method test method, or null for a finding of the class as a whole
 * @param name display name, such as {@code deposit(int)[2]}
 */
public record TestId(String uniqueId, String className, String method, String name) {}
