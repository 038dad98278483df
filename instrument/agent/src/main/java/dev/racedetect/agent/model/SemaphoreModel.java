package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;

/** {@code Semaphore} ("Memory consistency effects": release happens-before a successful acquire). */
final class SemaphoreModel implements JdkModel {
  @Override
  public void declare(Edges edges) {
    ClassRows semaphore = edges.of("java/util/concurrent/Semaphore");
    semaphore.on("release").enter(Probe.RELEASE, THIS);
    semaphore.on("acquire", "acquireUninterruptibly").exit(Probe.ACQUIRE, THIS);
    semaphore.on("tryAcquire").exit(Probe.model("acquireIf"), RESULT, THIS);
    semaphore.on("drainPermits").exit(Probe.model("acquireIfNonZero"), RESULT, THIS);
  }
}
