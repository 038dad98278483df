/** Load-time instrumentation of classes: one class a bytecode construct. */
package dev.racedetect.agent.transform;
