package dev.racedetect.it.harness;

import dev.racedetect.it.harness.Outcome.Status;
import dev.racedetect.runtime.finding.Access;
import dev.racedetect.runtime.finding.DataRace;
import dev.racedetect.runtime.finding.Deadlock;
import dev.racedetect.runtime.finding.Finding;
import dev.racedetect.runtime.finding.Frame;
import dev.racedetect.runtime.finding.LockInfo;
import dev.racedetect.runtime.finding.LockOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares what was found during a case with what it declares. */
final class Verdict {
  private final Case test;
  private final List<String> faults = new ArrayList<>();

  private Verdict(Case test) {
    this.test = test;
  }

  static Outcome of(Case test, List<Finding> found, List<Finding> unattributed, Path sources) {
    List<Finding> all = new ArrayList<>(found);
    all.addAll(unattributed);
    if (test.isKnown()) {
      return known(all.isEmpty() != test.isClean());
    }
    if (test.isClean()) {
      return all.isEmpty()
          ? Outcome.RIGHT
          : new Outcome(Status.FALSE, all.size() + " reported: " + text(all));
    }
    if (all.isEmpty()) {
      return new Outcome(Status.MISSED, "");
    }
    if (all.size() > 1) {
      return new Outcome(Status.FALSE, all.size() + " reported instead of one: " + text(all));
    }
    Markers markers = Markers.of(sources, test);
    if (all.get(0) instanceof Deadlock deadlock && test.deadlocks() && unattributed.isEmpty()) {
      return DeadlockVerdict.of(test, deadlock, markers);
    }
    if (all.get(0) instanceof LockOrder order && test.inverts() && unattributed.isEmpty()) {
      return InversionVerdict.of(test, order, markers);
    }
    Verdict verdict = new Verdict(test);
    verdict.check(unattributed.isEmpty(), "it was attributed to no test");
    if (all.get(0) instanceof DataRace race && test.races()) {
      verdict.compare(race, markers);
    } else {
      verdict.check(!unattributed.isEmpty(), "it is of another kind");
    }
    if (verdict.faults.isEmpty()) {
      return Outcome.RIGHT;
    }
    return new Outcome(Status.WRONG, String.join("; ", verdict.faults) + ": " + text(all));
  }

  private static Outcome known(boolean stillWrong) {
    return stillWrong
        ? new Outcome(Status.KNOWN, "")
        : new Outcome(Status.WRONG, "right by now: take its mark away");
  }

  private void compare(DataRace race, Markers markers) {
    Race expected = test.expected();
    String name = race.variable().name();
    check(
        name.equals(expected.variable())
            || name.endsWith("." + expected.variable())
            || name.endsWith("$" + expected.variable()),
        "variable is not " + expected.variable());
    check(
        race.variable().kind().name().equals(expected.kind().name()),
        "kind is not " + expected.kind());
    check(race.variable().index() == expected.index(), "index is not " + expected.index());
    check(
        race.previous().type().name().equals(expected.previous().name()),
        "previous is not " + expected.previous());
    check(
        race.current().type().name().equals(expected.current().name()),
        "current is not " + expected.current());
    compareStack(
        "previous", race.previous(), markers, markers.previous(), expected.previousCalls());
    compareStack("current", race.current(), markers, markers.current(), expected.currentCalls());
    List<String> held =
        race.current().locksHeld().stream().map(LockInfo::className).toList();
    check(held.containsAll(Arrays.asList(expected.currentHolds())), "current holds " + held);
  }

  private void compareStack(
      String which, Access access, Markers markers, List<Integer> lines, String[] calls) {
    List<Frame> stack = access.stack();
    if (stack.isEmpty()) {
      faults.add(which + " stack is empty");
      return;
    }
    String bottom = stack.get(stack.size() - 1).method();
    check(
        bottom.equals("run") || bottom.equals("main"), which + " stack does not reach the bottom");
    check(lines.contains(markers.lineIn(stack)), which + " is not at line " + lines);
    for (int i = 0; i < calls.length; i++) {
      boolean same = i < stack.size() && matches(stack.get(i).method(), calls[i]);
      check(same, which + " frame " + i + " is not " + calls[i]);
    }
    check(
        bottom.equals("main") || !access.thread().startedAt().isEmpty(),
        which + " thread's start is unknown");
  }

  /** The number in a lambda's name is the compiler's: a name ending in {@code $} leaves it open. */
  private static boolean matches(String method, String expected) {
    return expected.endsWith("$") ? method.startsWith(expected) : method.equals(expected);
  }

  private void check(boolean right, String fault) {
    if (!right) {
      faults.add(fault);
    }
  }

  private static String text(List<Finding> found) {
    StringBuilder text = new StringBuilder();
    for (Finding each : found) {
      if (each instanceof Deadlock deadlock) {
        text.append(DeadlockVerdict.text(deadlock));
        continue;
      }
      if (each instanceof LockOrder order) {
        text.append(InversionVerdict.text(order));
        continue;
      }
      DataRace race = (DataRace) each;
      text.append(race.variable().name())
          .append(" index ")
          .append(race.variable().index());
      appendAccess(text.append("\n  current "), race.current());
      appendAccess(text.append("\n  previous "), race.previous());
      text.append('\n');
    }
    return text.toString();
  }

  private static void appendAccess(StringBuilder text, Access access) {
    text.append(access.type()).append(" by ").append(access.thread().name()).append(" holding ");
    text.append(access.locksHeld());
    for (Frame frame : access.stack()) {
      text.append("\n    ").append(frame.className()).append('.').append(frame.method());
      text.append('(').append(frame.file()).append(':').append(frame.line()).append(')');
    }
  }
}
