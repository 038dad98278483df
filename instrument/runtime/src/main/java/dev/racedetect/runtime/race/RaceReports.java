package dev.racedetect.runtime.race;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Access;
import dev.racedetect.runtime.finding.DataRace;
import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.finding.Frame;
import dev.racedetect.runtime.finding.LockInfo;
import dev.racedetect.runtime.finding.TestId;
import dev.racedetect.runtime.finding.ThreadInfo;
import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.shadow.Shadow;
import dev.racedetect.runtime.stack.StackDepot;
import dev.racedetect.runtime.stack.Stacks;
import dev.racedetect.runtime.thread.Slots;
import dev.racedetect.runtime.thread.Tests;
import dev.racedetect.runtime.thread.ThreadRecord;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes findings of races: each pair of sites once, each misused collection once. */
public final class RaceReports {
  private static final String SELF_TEST = "dev.racedetect.selftest.";

  private static StringBuilder selfTest;

  private static final Set<String> SEEN = new HashSet<>();
  private static final ThreadInfo UNKNOWN =
      new ThreadInfo("unknown thread", -1, false, null, List.of());

  private RaceReports() {}

  static void report(
      ThreadState t,
      Access.Type type,
      long previous,
      Access.Type previousType,
      Shadow shadow,
      Object base,
      long writeOffset) {
    if (t.missed) {
      t.missed = false;
      Threads.learnAll(t);
      return;
    }
    if (t.lastRace.isRepeat(
        shadow.identity(base),
        shadow.offset(writeOffset),
        Epoch.of(Epoch.slot(previous), Epoch.clock(previous)),
        t.epoch)) {
      return;
    }
    Current current = new Current(type, Stacks.current(), t.held.describe(true));
    report(t, current, previous, previousType, shadow, base, writeOffset);
  }

  /** What is known of the second access of a race. */
  record Current(Access.Type type, List<Frame> stack, List<LockInfo> locks) {}

  static void report(
      ThreadState t,
      Current now,
      long previous,
      Access.Type previousType,
      Shadow shadow,
      Object base,
      long writeOffset) {
    List<Frame> stack = now.stack();
    if (!stack.isEmpty() && stack.get(0).className().startsWith(SELF_TEST)) {
      selfTestSaw(shadow.variable(base, writeOffset));
      return;
    }
    List<Frame> previousStack = StackDepot.frames(Epoch.context(previous));
    Variable variable = shadow.variable(base, writeOffset);
    if (!isFirst(variable, stack, previousStack) || shadow.isReportedOnce()) {
      return;
    }
    ThreadRecord record = Slots.owner(previous);
    ThreadInfo previousThread = record == null ? UNKNOWN : record.info();
    List<LockInfo> previousLocks = StackDepot.locksHeld(Epoch.context(previous));
    Access current = new Access(now.type(), t.record().info(), now.locks(), stack);
    Access earlier = new Access(previousType, previousThread, previousLocks, previousStack);
    Findings.report(new DataRace(variable, current, earlier, test(t, record)));
  }

  /** The test to tell of a race; null while none is running, although its threads may have worked for one. */
  private static TestId test(ThreadState t, ThreadRecord previous) {
    if (Tests.isRunning(t.test())) {
      return t.test();
    }
    TestId other = previous == null ? null : previous.test();
    if (Tests.isRunning(other)) {
      return other;
    }
    if (Tests.noneIsRunning()) {
      return null;
    }
    TestId only = Tests.only();
    return only != null ? only : t.test() != null ? t.test() : other;
  }

  /** What the self-test's races are on from now on is told by {@link #selfTestSeen}, and is no finding. */
  public static synchronized void selfTestBegins() {
    selfTest = new StringBuilder();
  }

  /** The variables that raced in the self-test, in order, each followed by a space. */
  public static synchronized String selfTestSeen() {
    return selfTest.toString();
  }

  private static synchronized void selfTestSaw(Variable v) {
    selfTest.append(
        v.kind() == Variable.Kind.ARRAY
            ? "array"
            : v.name().substring(v.name().lastIndexOf('.') + 1));
    selfTest.append(' ');
  }

  private static boolean isFirst(Variable variable, List<Frame> a, List<Frame> b) {
    String one = site(a);
    String other = site(b);
    String pair = one.compareTo(other) <= 0 ? one + '|' + other : other + '|' + one;
    synchronized (SEEN) {
      return SEEN.add(variable.name() + '|' + pair);
    }
  }

  private static String site(List<Frame> stack) {
    if (stack.isEmpty()) {
      return "?";
    }
    Frame f = stack.get(0);
    return f.className() + '.' + f.method() + ':' + f.line();
  }
}
