package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.TOP;
import static dev.racedetect.agent.model.Operand.parameter;

/** {@code Timer} and {@code Cleaner}: scheduling or registering happens-before what runs later (as for Executor). */
final class TimerModel implements JdkModel {
  @Override
  public void declare(Edges edges) {
    edges.of("java/util/Timer").on("sched").enter(Probe.RELEASE, parameter(0));
    edges
        .of("java/util/TimerThread")
        .on("mainLoop")
        .beforeCall("java/util/TimerTask.run", Probe.ACQUIRE, TOP);
    edges
        .of("java/lang/ref/Cleaner")
        .on("register")
        .enter(Probe.model("registering"), parameter(1));
    edges
        .of("jdk/internal/ref/CleanerImpl$PhantomCleanableRef")
        .on("performCleanup")
        .beforeCall("java/lang/Runnable.run", Probe.ACQUIRE, TOP);
  }
}
