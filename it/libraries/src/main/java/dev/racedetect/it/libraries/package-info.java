/** Programs that run in forked JVMs and put other people's code under the agent. */
package dev.racedetect.it.libraries;
