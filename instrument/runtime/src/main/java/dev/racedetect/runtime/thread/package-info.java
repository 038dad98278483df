/** What the detector knows of each thread: its clock, its slot, its calling context, the locks it holds. */
package dev.racedetect.runtime.thread;
