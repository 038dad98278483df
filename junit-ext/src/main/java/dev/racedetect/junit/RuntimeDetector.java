package dev.racedetect.junit;

import dev.racedetect.runtime.RaceDetectRuntime;
import dev.racedetect.runtime.finding.Access;
import dev.racedetect.runtime.finding.BlockedThread;
import dev.racedetect.runtime.finding.DataRace;
import dev.racedetect.runtime.finding.Deadlock;
import dev.racedetect.runtime.finding.DeadlockText;
import dev.racedetect.runtime.finding.Frame;
import dev.racedetect.runtime.finding.LockOrder;
import dev.racedetect.runtime.finding.LockOrderText;
import dev.racedetect.runtime.finding.Nesting;
import dev.racedetect.runtime.finding.ReportText;
import dev.racedetect.runtime.finding.TestId;
import java.util.List;

/**
 * The bridge to the agent's runtime, and the only class of this package that names it. Created only once the runtime is
 * known to be in the boot loader.
 */
final class RuntimeDetector implements Detector {
  /** The version of the agent that runs, or null when its jar does not say. */
  String version() {
    return RaceDetectRuntime.class.getPackage().getImplementationVersion();
  }

  @Override
  public boolean isActive() {
    return RaceDetectRuntime.isActive();
  }

  @Override
  public String inactiveReason() {
    return RaceDetectRuntime.inactiveReason();
  }

  @Override
  public void testStarted(WatchedTest test) {
    RaceDetectRuntime.testStarted(id(test));
  }

  @Override
  public void testFinished(WatchedTest test) {
    RaceDetectRuntime.testFinished(id(test));
  }

  @Override
  public List<FoundRace> drain(WatchedTest test) {
    return RaceDetectRuntime.drain(id(test)).stream()
        .map(RuntimeDetector::found)
        .toList();
  }

  @Override
  public List<FoundRace> drainUnattributed() {
    return RaceDetectRuntime.drainUnattributed().stream()
        .map(RuntimeDetector::found)
        .toList();
  }

  @Override
  public void orderedBefore(Object token) {
    RaceDetectRuntime.orderedBefore(token);
  }

  @Override
  public void orderedAfter(Object token) {
    RaceDetectRuntime.orderedAfter(token);
  }

  private static TestId id(WatchedTest test) {
    return new TestId(test.uniqueId(), test.className(), test.method(), test.name());
  }

  private static FoundRace found(RaceDetectRuntime.Found found) {
    if (found.finding() instanceof Deadlock deadlock) {
      return found(deadlock, found.text());
    }
    return found.finding() instanceof LockOrder order
        ? found(order, found.text())
        : found((DataRace) found.finding(), found.text());
  }

  private static FoundRace found(LockOrder order, String text) {
    Nesting before = order.nestings().get(1);
    return new FoundRace(
        LockOrderText.oneLine(order),
        text,
        trace(order.nestings().get(0).askedAt(), "now"),
        "thread \"" + before.thread().name() + "\" asked for them in the other order",
        trace(before.askedAt(), "before"));
  }

  private static FoundRace found(Deadlock deadlock, String text) {
    List<BlockedThread> threads = deadlock.threads();
    BlockedThread first = threads.get(0);
    BlockedThread next = threads.get(threads.size() > 1 ? 1 : 0);
    return new FoundRace(
        DeadlockText.oneLine(deadlock),
        text,
        trace(first.stack(), "first"),
        "thread \"" + next.thread().name() + "\" waits for " + DeadlockText.awaited(next),
        trace(next.stack(), "next"));
  }

  private static FoundRace found(DataRace race, String text) {
    Access previous = race.previous();
    String type = previous.type() == Access.Type.READ ? "read" : "write";
    return new FoundRace(
        ReportText.oneLine(race),
        text,
        trace(race.current().stack(), "current"),
        "previous " + type + " by thread \"" + previous.thread().name() + '"',
        trace(previous.stack(), "previous"));
  }

  /**
   * The frames of a stack.
   *
   * @param mark printed nowhere, but it makes the frames of two stacks unequal: a stack trace leaves out those frames of
   *     a cause that are equal to frames of the exception, and two threads often race at the same line
   */
  private static StackTraceElement[] trace(List<Frame> stack, String mark) {
    StackTraceElement[] trace = new StackTraceElement[stack.size()];
    for (int i = 0; i < trace.length; i++) {
      Frame frame = stack.get(i);
      trace[i] = new StackTraceElement(
          null, null, mark, frame.className(), frame.method(), frame.file(), frame.line());
    }
    return trace;
  }
}
