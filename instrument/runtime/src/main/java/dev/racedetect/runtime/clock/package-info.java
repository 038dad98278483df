/** Logical time: epochs and vector clocks (Mattern 1989; FastTrack, Flanagan and Freund 2009). Imports the JDK only. */
package dev.racedetect.runtime.clock;
