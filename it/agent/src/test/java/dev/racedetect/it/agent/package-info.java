/** Tests of the agent without any build tool or test framework around it. */
package dev.racedetect.it.agent;
