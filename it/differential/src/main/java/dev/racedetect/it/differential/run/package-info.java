/** Runs compiled programs under the detector, in the order that the machine chose, and compares the verdicts. */
package dev.racedetect.it.differential.run;
