package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;
import static dev.racedetect.agent.model.Operand.field;
import static dev.racedetect.agent.model.Operand.parameter;

/**
 * {@code CyclicBarrier}, {@code Phaser} and {@code Exchanger} ("Memory consistency effects"): arrivals happen-before
 * the barrier action, that happens-before the returns; each side of an exchange happens-before the other's return.
 */
final class BarrierModel implements JdkModel {
  private static final String J = "java/util/concurrent/";

  @Override
  public void declare(Edges edges) {
    String action = "java/lang/Runnable.run";
    edges
        .of(J + "CyclicBarrier")
        .quietLocks()
        .on("dowait")
        .enter(Probe.RELEASE, THIS)
        .beforeCall(action, Probe.ACQUIRE, THIS)
        .afterCall(action, Probe.RELEASE, THIS)
        .always(Probe.ACQUIRE, THIS);
    phaser(edges);
    edges
        .of(J + "Exchanger")
        .on("exchange")
        .enter(Probe.model("exchanging"), parameter(0), THIS)
        .exit(Probe.model("exchanged"), RESULT, THIS);
  }

  private static void phaser(Edges edges) {
    ClassRows phaser = edges.of(J + "Phaser");
    Operand root = field("root", "L" + J + "Phaser;");
    String onAdvance = J + "Phaser.onAdvance";
    // Who looks at the phase learns of the arrivals that have made it advance, and of no others.
    phaser
        .on("doArrive", "arriveAndAwaitAdvance")
        .enter(Probe.model("arriving"), root)
        .beforeCall(onAdvance, Probe.ACQUIRE_ALL, root)
        .afterCall(onAdvance, Probe.RELEASE, root);
    phaser
        .on("arriveAndAwaitAdvance", "awaitAdvance", "awaitAdvanceInterruptibly")
        .exit(Probe.ACQUIRE, root);
    phaser.on("getPhase").exit(Probe.ACQUIRE, root);
    phaser.on("forceTermination").enter(Probe.RELEASE, root);
    phaser.on("isTerminated").exit(Probe.model("acquireIf"), RESULT, root);
  }
}
