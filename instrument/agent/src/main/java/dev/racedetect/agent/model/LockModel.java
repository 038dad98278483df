package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;
import static dev.racedetect.agent.model.Operand.field;

/**
 * {@code ReentrantLock} and {@code ReentrantReadWriteLock} (Lock, ReadWriteLock, "Memory Synchronization"): a
 * successful lock is a monitor's lock, an unlock a monitor's unlock; readers are ordered with writers, not with each
 * other.
 */
final class LockModel implements JdkModel {
  private static final String LOCKS = "java/util/concurrent/locks/";
  private static final Probe LOCK_ACQUIRED = Probe.model("lockAcquired");
  private static final Probe LOCK_ACQUIRED_INTERRUPTIBLY = Probe.model("lockAcquiredInterruptibly");
  private static final Probe LOCK_ACQUIRED_IF = Probe.model("lockAcquiredIf");

  @Override
  public void declare(Edges edges) {
    ClassRows lock = edges.of(LOCKS + "ReentrantLock");
    // Edges live on the synchronizer: it is what a lock and its conditions have in common.
    Operand sync = field("sync", "L" + LOCKS + "ReentrantLock$Sync;");
    lock.on("lock").exit(LOCK_ACQUIRED, THIS, sync);
    lock.on("lockInterruptibly").exit(LOCK_ACQUIRED_INTERRUPTIBLY, THIS, sync);
    lock.on("tryLock").exit(LOCK_ACQUIRED_IF, RESULT, THIS, sync);
    lock.on("unlock").enter(Probe.model("lockReleased"), THIS, sync);
    readWriteLock(edges);
  }

  private static void readWriteLock(Edges edges) {
    String owner = LOCKS + "ReentrantReadWriteLock";
    Operand sync = field("sync", "L" + owner + "$Sync;");
    ClassRows write = edges.of(owner + "$WriteLock");
    write.on("lock").exit(LOCK_ACQUIRED, THIS, sync);
    write.on("lockInterruptibly").exit(LOCK_ACQUIRED_INTERRUPTIBLY, THIS, sync);
    write.on("tryLock").exit(LOCK_ACQUIRED_IF, RESULT, THIS, sync);
    write.on("unlock").enter(Probe.LOCK_RELEASED, sync);
    ClassRows read = edges.of(owner + "$ReadLock");
    read.on("lock", "lockInterruptibly").exit(Probe.model("readLocked"), THIS, sync);
    read.on("tryLock").exit(Probe.model("readLockedIf"), RESULT, THIS, sync);
    read.on("unlock").enter(Probe.model("readUnlocking"), THIS);
    // What readers did reaches writers only: each way to become the writer goes through these two
    // methods.
    ClassRows synchronizer = edges.of(owner + "$Sync");
    synchronizer.on("tryReleaseShared").enter(Probe.model("readReleased"), THIS);
    synchronizer.on("tryAcquire", "tryWriteLock").exit(Probe.model("acquireAllIf"), RESULT, THIS);
  }
}
