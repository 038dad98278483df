/** Builds the samples and compares their reports with what they promise. */
package dev.racedetect.it.samples;
