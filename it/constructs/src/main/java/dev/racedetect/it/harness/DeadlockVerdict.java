package dev.racedetect.it.harness;

import dev.racedetect.it.harness.Outcome.Status;
import dev.racedetect.runtime.finding.BlockedThread;
import dev.racedetect.runtime.finding.Deadlock;
import dev.racedetect.runtime.finding.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** Compares a deadlock with the one that its case declares. */
final class DeadlockVerdict {
  private final List<String> faults = new ArrayList<>();

  private DeadlockVerdict() {}

  static Outcome of(Case test, Deadlock deadlock, Markers markers) {
    DeadlockVerdict verdict = new DeadlockVerdict();
    verdict.compare(test, deadlock, markers);
    return verdict.faults.isEmpty()
        ? Outcome.RIGHT
        : new Outcome(Status.WRONG, String.join("; ", verdict.faults) + ": " + text(deadlock));
  }

  private void compare(Case test, Deadlock deadlock, Markers markers) {
    List<String> expected = new ArrayList<>(Arrays.asList(test.expectedWaits()));
    List<Integer> lines = new ArrayList<>();
    for (BlockedThread thread : deadlock.threads()) {
      String waits = thread.waitsFor().mode() + " " + thread.waitsFor().lock().className();
      check(removeMatch(expected, waits), "a thread waits for " + waits);
      lines.add(markers.lineIn(thread.stack()));
      List<Frame> stack = thread.stack();
      String bottom = stack.isEmpty() ? "nothing" : stack.get(stack.size() - 1).method();
      check(
          bottom.equals("run") || bottom.equals("main"),
          "the stack of " + thread.thread().name() + " does not reach the bottom");
      check(
          bottom.equals("main") || !thread.thread().startedAt().isEmpty(),
          "the start of " + thread.thread().name() + " is unknown");
    }
    check(expected.isEmpty(), "no thread waits for " + expected);
    Collections.sort(lines);
    check(
        new TreeSet<>(lines).equals(new TreeSet<>(markers.blocks())),
        "they block at lines " + lines + " instead of " + markers.blocks());
    for (int i = 0; i < deadlock.threads().size(); i++) {
      BlockedThread next = deadlock.threads().get((i + 1) % deadlock.threads().size());
      check(
          deadlock.threads().get(i).holder().id() == next.thread().id(),
          "what a thread waits for is not held by the next one");
    }
  }

  private static boolean removeMatch(List<String> expected, String waits) {
    for (String each : expected) {
      int space = each.indexOf(' ');
      if (waits.startsWith(each.substring(0, space + 1))
          && waits.endsWith(each.substring(space + 1))) {
        return expected.remove(each);
      }
    }
    return false;
  }

  private void check(boolean right, String fault) {
    if (!right) {
      faults.add(fault);
    }
  }

  static String text(Deadlock deadlock) {
    StringBuilder text = new StringBuilder("deadlock");
    for (BlockedThread thread : deadlock.threads()) {
      text.append("\n  ").append(thread.thread().name()).append(" waits for ");
      text.append(thread.waitsFor()).append(" of ").append(thread.holder().name());
      text.append(" holding ").append(thread.holds());
      for (Frame frame : thread.stack()) {
        text.append("\n    ").append(frame.className()).append('.').append(frame.method());
        text.append('(').append(frame.file()).append(':').append(frame.line()).append(')');
      }
    }
    return text.append('\n').toString();
  }
}
