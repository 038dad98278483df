/** The wait-for graph: which thread waits for what, who has it, and the cycles in that. */
package dev.racedetect.runtime.lock;
