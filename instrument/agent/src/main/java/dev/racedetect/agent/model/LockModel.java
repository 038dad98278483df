package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;
import static dev.racedetect.agent.model.Operand.field;

/** {@code ReentrantLock} (Lock, "Memory Synchronization": a successful lock is a monitor lock, an unlock a monitor unlock). */
final class LockModel implements JdkModel {
  @Override
  public void declare(Edges edges) {
    ClassRows lock = edges.of("java/util/concurrent/locks/ReentrantLock");
    Operand sync = field("sync", "Ljava/util/concurrent/locks/ReentrantLock$Sync;");
    lock.on("lock", "lockInterruptibly").exit(Probe.model("lockAcquired"), THIS, sync);
    lock.on("tryLock").exit(Probe.model("lockAcquiredIf"), RESULT, THIS, sync);
    lock.on("unlock").enter(Probe.model("lockReleased"), THIS, sync);
  }
}
