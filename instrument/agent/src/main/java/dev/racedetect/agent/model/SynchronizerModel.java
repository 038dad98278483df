package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;
import static dev.racedetect.agent.model.Operand.field;

/**
 * {@code AbstractQueuedSynchronizer} and its 64-bit twin. The state is documented as volatile for classes of the user;
 * the JDK's own subclasses are modelled by what they promise. A condition's await releases and re-acquires its lock
 * (Condition).
 */
final class SynchronizerModel implements JdkModel {
  private static final String LOCKS = "java/util/concurrent/locks/";
  private static final Probe ACQUIRED = Probe.model("synchronizerAcquired");
  private static final Probe ACQUIRED_IF = Probe.model("synchronizerAcquiredIf");
  private static final Probe RELEASED = Probe.model("synchronizerReleased");

  @Override
  public void declare(Edges edges) {
    declare(edges, LOCKS + "AbstractQueuedSynchronizer", "I");
    declare(edges, LOCKS + "AbstractQueuedLongSynchronizer", "J");
    waits(edges, LOCKS + "AbstractQueuedSynchronizer", "(I)V");
    waits(
        edges,
        LOCKS + "AbstractQueuedLongSynchronizer",
        "(J)V"); // that of JDK 25's read-write lock
  }

  /** Where a thread that could not have a lock at once is about to queue for it, as long as it takes. */
  private static void waits(Edges edges, String synchronizer, String arguments) {
    Probe waited = Probe.lock("waited");
    ClassRows rows = edges.of(synchronizer);
    rows.on("acquire" + arguments)
        .beforeCall(synchronizer + ".acquire", Probe.lock("queueing"), THIS)
        .afterCall(synchronizer + ".acquire", waited)
        .thrown(waited);
    rows.on("acquireShared" + arguments)
        .beforeCall(synchronizer + ".acquire", Probe.lock("queueingShared"), THIS)
        .afterCall(synchronizer + ".acquire", waited)
        .thrown(waited);
  }

  private static void declare(Edges edges, String synchronizer, String state) {
    String arguments = "(" + state + ")";
    String timed = "(" + state + "J)Z";
    ClassRows rows = edges.of(synchronizer);
    rows.on(
            "acquire" + arguments + "V",
            "acquireInterruptibly",
            "acquireShared",
            "acquireSharedInterruptibly")
        .exit(ACQUIRED, THIS);
    rows.on("tryAcquireNanos" + timed, "tryAcquireSharedNanos" + timed)
        .exit(ACQUIRED_IF, RESULT, THIS);
    rows.on("release" + arguments + "Z", "releaseShared" + arguments + "Z").enter(RELEASED, THIS);
    rows.on("getState").exit(ACQUIRED, THIS);
    rows.on("setState").enter(RELEASED, THIS);
    rows.on("compareAndSetState").enter(RELEASED, THIS).exit(ACQUIRED, THIS);
    Operand lock = field("this$0", "L" + synchronizer + ";");
    // Not awaitUninterruptibly, see Rewrites.
    edges
        .of(synchronizer + "$ConditionObject")
        .on("await", "awaitNanos", "awaitUntil")
        .enter(Probe.model("awaiting"), lock)
        .always(Probe.model("awaited"), lock);
  }
}
