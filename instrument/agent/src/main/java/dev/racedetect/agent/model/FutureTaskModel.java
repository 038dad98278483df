package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;

/** {@code FutureTask} (Future, "Memory consistency effects": the computation happens-before what follows get()). */
final class FutureTaskModel implements JdkModel {
  @Override
  public void declare(Edges edges) {
    ClassRows task = edges.of("java/util/concurrent/FutureTask");
    task.on("set", "setException", "cancel").enter(Probe.RELEASE, THIS);
    task.on("get").always(Probe.ACQUIRE, THIS);
    task.on("isDone", "isCancelled").exit(Probe.model("acquireIf"), RESULT, THIS);
    task.since(19, "resultNow", "exceptionNow").always(Probe.ACQUIRE, THIS);
    task.since(19, "state").exit(Probe.ACQUIRE, THIS);
    // Successive executions of a periodic task do not overlap, each is ordered before the next
    // (ScheduledExecutorService).
    task.on("runAndReset").enter(Probe.ACQUIRE, THIS).always(Probe.RELEASE, THIS);
  }
}
