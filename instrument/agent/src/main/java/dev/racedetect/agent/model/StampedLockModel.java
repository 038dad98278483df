package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;
import static dev.racedetect.agent.model.Operand.parameter;

/**
 * {@code StampedLock} ("Memory Synchronization": as monitors for read and write locks; a successful validate orders
 * what was read since tryOptimisticRead before later write locks).
 */
final class StampedLockModel implements JdkModel {
  private static final String STAMPED_LOCK = "java/util/concurrent/locks/StampedLock";

  @Override
  public void declare(Edges edges) {
    ClassRows lock = edges.of(STAMPED_LOCK);
    Probe written = Probe.model("writeLockedIf");
    Probe read = Probe.model("readLockedIf");
    Probe unlocked = Probe.model("stampReleased");
    lock.on("writeLock", "writeLockInterruptibly", "tryWriteLock", "tryConvertToWriteLock")
        .exit(written, RESULT, THIS);
    lock.on("readLock", "readLockInterruptibly", "tryReadLock", "tryConvertToReadLock")
        .exit(read, RESULT, THIS);
    lock.on("unlockWrite", "tryUnlockWrite", "unstampedUnlockWrite")
        .enter(Probe.model("writeUnlocking"), THIS);
    lock.on("unlockRead", "tryUnlockRead", "unstampedUnlockRead")
        .enter(Probe.model("readUnlockingStamp"), THIS);
    lock.on("tryConvertToReadLock", "tryConvertToOptimisticRead", "tryConvertToWriteLock")
        .enter(unlocked, parameter(0), THIS);
    // A stamp's owner that asks for another one waits for itself.
    lock.on("writeLock")
        .beforeCall(STAMPED_LOCK + ".acquireWrite", Probe.lock("queueingToWrite"), THIS)
        .afterCall(STAMPED_LOCK + ".acquireWrite", Probe.lock("waited"));
    lock.on("readLock")
        .beforeCall(STAMPED_LOCK + ".acquireRead", Probe.lock("queueingToRead"), THIS)
        .afterCall(STAMPED_LOCK + ".acquireRead", Probe.lock("waited"));
    lock.on("tryOptimisticRead", "tryConvertToOptimisticRead")
        .exit(Probe.model("optimisticReadBegins"), RESULT, THIS);
    lock.on("validate")
        .enter(Probe.model("validating"), THIS)
        .exit(Probe.model("optimisticReadEnds", "(Z)V"), RESULT);
  }
}
