/**
 * What a program did, and the naive judge of it: full vector clocks, the full history of each variable. Shares nothing
 * with the detector.
 */
package dev.racedetect.it.differential.trace;
