package dev.racedetect.runtime.thread;

import dev.racedetect.runtime.finding.Frame;
import dev.racedetect.runtime.finding.LockInfo;
import dev.racedetect.runtime.shadow.CollectionShadow;
import java.util.List;

/**
 * A call on a collection that is known to race, and may turn out to be a write.
 *
 * @param shadow the collection's
 * @param previous the word of the write that it races with
 * @param stack where it is made
 * @param locks the locks held there
 * @param writes whether the method is known to write, whatever becomes of the call
 */
public record PendingRead(
    CollectionShadow shadow,
    long previous,
    List<Frame> stack,
    List<LockInfo> locks,
    boolean writes) {}
