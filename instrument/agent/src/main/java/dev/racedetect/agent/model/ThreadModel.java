package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;

/** {@code Thread}: start, termination, join and interrupt (JLS 17.4.4), of platform and virtual threads. */
final class ThreadModel implements JdkModel {
  private static final Probe STARTING = Probe.model("starting", "(Ljava/lang/Thread;)V");
  private static final Probe JOINED = Probe.model("joined", "(Ljava/lang/Thread;)V");
  private static final Probe INTERRUPTING = Probe.model("interrupting");
  private static final Probe INTERRUPT_SEEN = Probe.model("interruptSeen");
  private static final Probe INTERRUPTED = Probe.model("interrupted");
  private static final Probe AWAITING = Probe.model("monitorAwaiting");
  private static final Probe AWAITED = Probe.model("monitorAwaited");
  private static final String START_IN = "start(Ljdk/internal/vm/ThreadContainer;)V";

  @Override
  public void declare(Edges edges) {
    ClassRows thread = edges.of("java/lang/Thread");
    thread.on("start()V").enter(STARTING, THIS);
    thread.since(21, START_IN).enter(STARTING, THIS);
    // At the end: what exit() itself does must not bring the thread's state back to life.
    thread.on("exit").always(Probe.THREAD_EXITING, THIS);
    thread.on("join(J)V").exit(JOINED, THIS);
    thread
        .on("join(J)V")
        .enter(Probe.lock("joining", "(Ljava/lang/Thread;J)V"), THIS, Operand.parameter(0))
        .always(Probe.lock("waited"));
    thread.since(21, "join(Ljava/time/Duration;)Z").exit(JOINED, THIS);
    thread.on("getState").exit(Probe.model("stateSeen"), RESULT, THIS);
    thread.on("interrupt").enter(INTERRUPTING, THIS);
    thread.on("isInterrupted").exit(INTERRUPT_SEEN, RESULT, THIS);
    thread.on("interrupted").exit(INTERRUPT_SEEN, RESULT);
    // Made by the interrupted thread, also inside native sleep and wait.
    edges.of("java/lang/InterruptedException").on("<init>").exit(INTERRUPTED);
    virtualThread(edges);
    shutdown(edges);
    waits(edges);
  }

  /** These wait on a monitor of the program, which releases it (JLS 17.2.1). */
  private static void waits(Edges edges) {
    edges
        .of("java/util/concurrent/TimeUnit")
        .on("timedWait")
        .enter(AWAITING, Operand.parameter(0))
        .always(AWAITED, Operand.parameter(0));
    // Thread: "This implementation uses a loop of this.wait calls".
    edges.of("java/lang/Thread").on("join(J)V").enter(AWAITING, THIS).always(AWAITED, THIS);
  }

  /**
   * Hooks run after their registration (Runtime.addShutdownHook), and where the JVM ends because its last thread that is no
   * daemon has ended, after those threads: it has detected their ends (JLS 17.4.4, 12.8).
   */
  private static void shutdown(Edges edges) {
    edges
        .of("java/lang/ApplicationShutdownHooks")
        .on("add")
        .enter(Probe.RELEASE, Operand.parameter(0));
    edges
        .of("java/lang/ApplicationShutdownHooks")
        .on("runHooks")
        .beforeCall("java/lang/Thread.start", Probe.ACQUIRE, Operand.TOP);
    edges.of("java/lang/Shutdown").on("shutdown").enter(Probe.model("lastThreadsEnded"));
  }

  private static void virtualThread(Edges edges) {
    ClassRows thread = edges.of("java/lang/VirtualThread");
    thread.since(21, START_IN).enter(STARTING, THIS);
    thread.since(21, "run(Ljava/lang/Runnable;)V").always(Probe.THREAD_EXITING, THIS);
    thread.since(21, "interrupt").enter(INTERRUPTING, THIS);
    thread.since(21, "isInterrupted").exit(INTERRUPT_SEEN, RESULT, THIS);
    // Runs on the carrier when a virtual thread ends; structured concurrency waits for it.
    ClassRows flock = edges.of("jdk/internal/misc/ThreadFlock");
    flock
        .since(21, "onExit")
        .enter(Probe.THREAD_JOINED, Operand.parameter(0))
        .enter(Probe.RELEASE, THIS);
    flock.since(21, "awaitAll").always(Probe.ACQUIRE, THIS);
    ClassRows executor = edges.of("java/util/concurrent/ThreadPerTaskExecutor");
    executor.since(21, "taskComplete").enter(Probe.RELEASE, THIS);
    executor.since(21, "isTerminated").exit(Probe.model("acquireIf"), RESULT, THIS);
    executor
        .since(21, "awaitTermination(JLjava/util/concurrent/TimeUnit;)Z")
        .exit(Probe.model("acquireIf"), RESULT, THIS);
  }
}
