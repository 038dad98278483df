package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;

/** {@code Thread}: start, termination, join and interrupt (JLS 17.4.4). */
final class ThreadModel implements JdkModel {
  private static final Probe JOINED = Probe.model("joined", "(Ljava/lang/Thread;)V");

  @Override
  public void declare(Edges edges) {
    ClassRows thread = edges.of("java/lang/Thread");
    thread.on("start()V").enter(Probe.THREAD_STARTING, THIS);
    thread.since(21, "start(Ljdk/internal/vm/ThreadContainer;)V").enter(Probe.THREAD_STARTING, THIS);
    thread.on("exit").enter(Probe.THREAD_EXITING, THIS);
    thread.on("join(J)V").exit(JOINED, THIS);
    thread.since(19, "join(Ljava/time/Duration;)Z").exit(JOINED, THIS);
    thread.on("interrupt").enter(Probe.model("interrupting"), THIS);
    thread.on("isInterrupted").exit(Probe.model("interruptSeen"), RESULT, THIS);
    thread.on("interrupted").exit(Probe.model("interruptSeen"), RESULT);
  }
}
