package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;

/**
 * {@code ThreadPoolExecutor}. Submission happens-before execution through the work queue and Thread.start; what all
 * tasks did happens-before the return of an awaitTermination that saw the end.
 */
final class ThreadPoolModel implements JdkModel {
  @Override
  public void declare(Edges edges) {
    ClassRows pool = edges.of("java/util/concurrent/ThreadPoolExecutor").quietLocks();
    // A worker that ends is no longer counted, and the pool may terminate, before it comes to
    // processWorkerExit.
    pool.on("decrementWorkerCount", "compareAndDecrementWorkerCount").enter(Probe.RELEASE, THIS);
    pool.on("tryTerminate")
        .beforeCall("java/util/concurrent/ThreadPoolExecutor.terminated", Probe.ACQUIRE, THIS)
        .afterCall("java/util/concurrent/ThreadPoolExecutor.terminated", Probe.RELEASE, THIS);
    pool.on("awaitTermination", "isTerminated").exit(Probe.model("acquireIf"), RESULT, THIS);
  }
}
