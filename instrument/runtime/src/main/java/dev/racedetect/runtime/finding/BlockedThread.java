package dev.racedetect.runtime.finding;

import java.util.List;

/**
 * A thread of a deadlock.
 *
 * @param thread the thread
 * @param waitsFor what it waits for
 * @param holder the thread that has it
 * @param holds the locks it holds, outermost first
 * @param stack its whole stack, innermost frame first, from the method that blocks on
 */
public record BlockedThread(
    ThreadInfo thread,
    Awaited waitsFor,
    ThreadInfo holder,
    List<LockInfo> holds,
    List<Frame> stack) {}
