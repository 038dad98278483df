/**
 * Findings: what they consist of, how they are identified, printed and kept.
 *
 * <p>This code runs inside the tested JVM, in the bootstrap loader and on the threads that raced. It uses no class of
 * {@code java.util.concurrent}, no lambda and no formatter, so that it observes nothing of itself.
 */
package dev.racedetect.runtime.finding;
