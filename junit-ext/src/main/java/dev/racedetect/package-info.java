/** What test code asks of RaceDetect. */
package dev.racedetect;
