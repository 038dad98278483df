/**
 * The conformance cases: small programs in pairs, with a race and without.
 *
 * <p>The truth is the Java Language Specification, chapter 17, and the memory consistency properties that the
 * documentation of java.util.concurrent promises; never what an implementation happens to do. Each class is a group;
 * each static method named {@code race_…} has exactly the one race that its annotation declares, each one named {@code
 * no_race_…} has none.
 */
package dev.racedetect.it.constructs;
