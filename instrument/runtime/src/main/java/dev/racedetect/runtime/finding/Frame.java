package dev.racedetect.runtime.finding;

/**
 * One frame of a stack, as {@link StackTraceElement} has it.
 *
 * @param className binary name of the class
 * @param method method name
 * @param file source file name, or null when unknown
 * @param line line number, or a value below 1 when unknown
 */
public record Frame(String className, String method, String file, int line) {}
