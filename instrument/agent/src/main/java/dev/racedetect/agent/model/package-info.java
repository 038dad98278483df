/**
 * The happens-before order that the JDK's own classes promise, woven into their methods.
 *
 * <p>One class a family of JDK types states rows (method, point, probe, operands) through {@link
 * dev.racedetect.agent.model.Edges}; {@link dev.racedetect.agent.model.Weaver} turns the rows of one class into calls.
 * Bodies change, schemas never do, so classes that are loaded already can be retransformed. Every row and its source is
 * listed in docs/model.md.
 */
package dev.racedetect.agent.model;
