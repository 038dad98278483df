package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;
import static dev.racedetect.agent.model.Operand.field;
import static dev.racedetect.agent.model.Operand.parameter;

/**
 * Fork/join (ForkJoinTask, "Memory consistency effects"; Executor): submission and fork happen-before execution,
 * execution happens-before whatever finds the task done; a counted completer's children happen-before its onCompletion.
 * Parallel streams follow.
 */
final class ForkJoinModel implements JdkModel {
  private static final String J = "java/util/concurrent/";
  private static final String STATUS = J + "ForkJoinTask.status";

  @Override
  public void declare(Edges edges) {
    tasks(edges);
    tags(edges);
    countedCompleters(edges);
    pools(edges);
    orderedActions(edges);
  }

  /** Stream.forEachOrdered: the action for one element happens-before the action for the next. */
  private static void orderedActions(Edges edges) {
    Operand action = field("action", "Ljava/util/stream/Sink;");
    edges
        .of("java/util/stream/ForEachOps$ForEachOrderedTask")
        .on("onCompletion")
        .enter(Probe.ACQUIRE, action)
        .afterCall("java/util/stream/Node.forEach", Probe.RELEASE, action)
        .afterCall("java/util/stream/PipelineHelper.wrapAndCopyInto", Probe.RELEASE, action);
  }

  private static void tasks(Edges edges) {
    Probe statusRead = Probe.model("statusRead");
    ClassRows task = edges.of(J + "ForkJoinTask");
    task.on("doExec").enter(Probe.ACQUIRE, THIS);
    task.on("setDone", "trySetCancelled", "trySetThrown").enter(Probe.RELEASE, THIS);
    task.on(Row.EVERY_METHOD).afterRead(STATUS, statusRead);
    // Pools and queues look at the status of a task that is being joined.
    edges.of(J + "ForkJoinPool").on(Row.EVERY_METHOD).afterRead(STATUS, statusRead);
    edges.of(J + "ForkJoinPool$WorkQueue").on(Row.EVERY_METHOD).afterRead(STATUS, statusRead);
  }

  /** Tags are set and compared atomically; programs mark with them what they have visited. */
  private static void tags(Edges edges) {
    Operand tag = Operand.text("tag");
    edges
        .of(J + "ForkJoinTask")
        .on("setForkJoinTaskTag", "compareAndSetForkJoinTaskTag")
        .enter(Probe.RELEASE_ELEMENT, THIS, tag);
    edges
        .of(J + "ForkJoinTask")
        .on("getForkJoinTaskTag", "setForkJoinTaskTag", "compareAndSetForkJoinTaskTag")
        .exit(Probe.ACQUIRE_ELEMENT, THIS, tag);
  }

  private static void countedCompleters(Edges edges) {
    ClassRows completer = edges.of(J + "CountedCompleter");
    completer
        .on(
            "compareAndSetPendingCount",
            "weakCompareAndSetPendingCount",
            "decrementPendingCountUnlessZero")
        .enter(Probe.RELEASE, THIS);
    completer
        .on(Row.EVERY_METHOD)
        .afterRead(J + "CountedCompleter.pending", Probe.model("pendingRead"));
  }

  private static void pools(Edges edges) {
    edges.of(J + "ForkJoinPool$WorkQueue").on("push").enter(Probe.RELEASE, parameter(0));
    edges
        .of(J + "ForkJoinPool$WorkQueue")
        .until(18, "lockedPush")
        .enter(Probe.RELEASE, parameter(0));
    edges.of(J + "DelayScheduler").since(25, "pend").enter(Probe.RELEASE, parameter(0));
    ClassRows pool = edges.of(J + "ForkJoinPool").quietLocks();
    // A worker that finds nothing to do, or ends, has completed all its tasks.
    pool.on("awaitWork", "deregisterWorker").enter(Probe.RELEASE, THIS);
    pool.on("awaitTermination").exit(Probe.ACQUIRE, THIS);
    pool.on("awaitQuiescence", "isQuiescent", "isTerminated")
        .exit(Probe.model("acquireIf"), RESULT, THIS);
    pool.until(18, "helpQuiescePool").exit(Probe.ACQUIRE, THIS);
    pool.since(19, "helpQuiescePool")
        .exit(Probe.model("acquireIfPresent"), parameter(0), parameter(0));
    pool.since(19, "close").exit(Probe.ACQUIRE, THIS);
  }
}
