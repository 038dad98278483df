/**
 * Random multi-threaded programs: each construct knows how it is written in Java and what it means. {@link
 * dev.racedetect.it.differential.program.Machine} runs a program by the latter, {@code javac} compiles the former.
 */
package dev.racedetect.it.differential.program;
