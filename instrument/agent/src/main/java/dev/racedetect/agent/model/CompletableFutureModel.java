package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.THIS;
import static dev.racedetect.agent.model.Operand.parameter;

/**
 * {@code CompletableFuture} (Future, "Memory consistency effects"; CompletionStage: a stage's computation is
 * triggered by the completion of the stages it depends on). Completing releases the future, each look at its result
 * acquires it; registering a dependent releases the dependent, firing it acquires it.
 */
final class CompletableFutureModel implements JdkModel {
  private static final String FUTURE = "java/util/concurrent/CompletableFuture";
  private static final Probe RESULT_READ = Probe.model("referenceRead");
  private static final String[] DEPENDENTS = {
    "UniApply",
    "UniAccept",
    "UniRun",
    "UniWhenComplete",
    "UniHandle",
    "UniExceptionally",
    "UniComposeExceptionally",
    "UniRelay",
    "UniCompose",
    "BiApply",
    "BiAccept",
    "BiRun",
    "BiRelay",
    "OrApply",
    "OrAccept",
    "OrRun",
    "AnyOf"
  };

  @Override
  public void declare(Edges edges) {
    ClassRows future = edges.of(FUTURE);
    future
        .on(
            "internalComplete",
            "completeNull",
            "completeValue",
            "completeThrowable",
            "completeRelay",
            "obtrudeValue",
            "obtrudeException")
        .enter(Probe.RELEASE, THIS);
    future.on("tryPushStack").enter(Probe.RELEASE, parameter(0));
    readsResult(future);
    for (String dependent : DEPENDENTS) {
      ClassRows rows = edges.of(FUTURE + "$" + dependent);
      rows.on("tryFire").enter(Probe.ACQUIRE, THIS);
      readsResult(rows);
    }
    edges.of(FUTURE + "$CoCompletion").on("tryFire").enter(Probe.ACQUIRE, THIS);
    readsResult(edges.of(FUTURE + "$AsyncSupply"));
    readsResult(edges.of(FUTURE + "$AsyncRun"));
    String stage = FUTURE + "$MinimalStage";
    edges.of(stage).on(Row.EVERY_METHOD).afterRead(stage + ".result", RESULT_READ);
  }

  private static void readsResult(ClassRows rows) {
    rows.on(Row.EVERY_METHOD).afterRead(FUTURE + ".result", RESULT_READ);
  }
}
