package dev.racedetect.runtime.finding;

import java.util.List;

/**
 * A thread as a report names it.
 *
 * @param name its name when it was started
 * @param id its {@code Thread.getId()}
 * @param virtual whether it is a virtual thread
 * @param startedBy name of the thread that started it, or null when unknown (the main thread, threads of the JVM)
 * @param startedAt stack of that start, empty when unknown
 */
public record ThreadInfo(
    String name, long id, boolean virtual, String startedBy, List<Frame> startedAt) {}
