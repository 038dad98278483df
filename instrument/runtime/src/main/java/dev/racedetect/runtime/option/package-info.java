/** The options of the detector: one table, one parser, used by the agent, the Maven plugin and the documentation. */
package dev.racedetect.runtime.option;
