package dev.racedetect.report;

/**
 * A class or method that was to be checked and is not.
 *
 * @param className its name
 * @param why the reason
 */
public record NotInstrumented(String className, String why) {}
