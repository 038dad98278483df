/** Rules on the dependencies between modules and packages. */
package dev.racedetect.it.architecture;
