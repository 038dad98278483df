/**
 * RaceDetect for JUnit: {@link dev.racedetect.junit.RaceDetect} is the whole public interface; the other public types are
 * providers that JUnit finds by service files.
 */
package dev.racedetect.junit;
