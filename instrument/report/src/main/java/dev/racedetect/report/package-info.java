/** Reports: read from the files of the tested JVMs, merged, written as JSON and summarized as text. */
package dev.racedetect.report;
