/**
 * The Maven plugin. It puts the agent on the command line of the test JVMs and judges what they wrote; it runs no test
 * itself and knows Surefire and Failsafe by their configuration only.
 */
package dev.racedetect.maven;
