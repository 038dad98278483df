/**
 * The detector. Lives in the bootstrap loader of the tested JVM and uses nothing but the JDK. Instrumented code enters
 * through {@link dev.racedetect.runtime.Probes}.
 */
package dev.racedetect.runtime;
