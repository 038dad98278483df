package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;

/** {@code CountDownLatch} ("Memory consistency effects": countDown happens-before a successful return from await). */
final class CountDownLatchModel implements JdkModel {
  @Override
  public void declare(Edges edges) {
    ClassRows latch = edges.of("java/util/concurrent/CountDownLatch");
    latch.on("countDown").enter(Probe.RELEASE, THIS);
    latch.on("await()V").exit(Probe.ACQUIRE, THIS);
    latch
        .on("await(JLjava/util/concurrent/TimeUnit;)Z")
        .exit(Probe.model("acquireIf"), RESULT, THIS);
  }
}
