/**
 * Runs the conformance cases and compares the detector's findings with what each case declares.
 *
 * <p>The agent is told not to check accesses of this package; the synchronization in it is followed like any other,
 * which is why {@link dev.racedetect.it.harness.Order} uses none.
 */
package dev.racedetect.it.harness;
