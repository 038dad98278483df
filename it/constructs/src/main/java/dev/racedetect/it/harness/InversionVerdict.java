package dev.racedetect.it.harness;

import dev.racedetect.it.harness.Outcome.Status;
import dev.racedetect.runtime.finding.Frame;
import dev.racedetect.runtime.finding.LockOrder;
import dev.racedetect.runtime.finding.Nesting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares a lock-order inversion with the one that its case declares. */
final class InversionVerdict {
  private final List<String> faults = new ArrayList<>();

  private InversionVerdict() {}

  static Outcome of(Case test, LockOrder order, Markers markers) {
    InversionVerdict verdict = new InversionVerdict();
    verdict.compare(test, order, markers);
    return verdict.faults.isEmpty()
        ? Outcome.RIGHT
        : new Outcome(Status.WRONG, String.join("; ", verdict.faults) + ": " + text(order));
  }

  private void compare(Case test, LockOrder order, Markers markers) {
    Nesting now = order.nestings().get(0);
    Nesting before = order.nestings().get(1);
    String[] names = test.method().getAnnotation(Inverts.class).value();
    String held = now.held().className();
    String asked = now.asked().className();
    check(
        held.endsWith(names[0]) && asked.endsWith(names[1])
            || held.endsWith(names[1]) && asked.endsWith(names[0]),
        "it is between " + held + " and " + asked);
    check(
        now.held().equals(before.asked()) && now.asked().equals(before.held()),
        "the locks are not those of both");
    check(now.thread().id() != before.thread().id(), "one thread did both");
    Set<Integer> asks = new TreeSet<>();
    Set<Integer> holds = new TreeSet<>();
    for (Nesting nesting : order.nestings()) {
      asks.add(markers.lineIn(nesting.askedAt()));
      holds.add(markers.lineIn(nesting.heldAt()));
      checkWhole(nesting.askedAt());
      checkWhole(nesting.heldAt());
    }
    check(asks.equals(new TreeSet<>(markers.blocks())), "they ask at lines " + asks);
    check(holds.equals(new TreeSet<>(markers.holds())), "they hold from lines " + holds);
  }

  private void checkWhole(List<Frame> stack) {
    String bottom = stack.isEmpty() ? "nothing" : stack.get(stack.size() - 1).method();
    check(bottom.equals("run") || bottom.equals("main"), "a stack ends at " + bottom);
  }

  private void check(boolean right, String fault) {
    if (!right) {
      faults.add(fault);
    }
  }

  static String text(LockOrder order) {
    StringBuilder text = new StringBuilder("inversion");
    for (Nesting nesting : order.nestings()) {
      text.append("\n  ").append(nesting.thread().name()).append(" asks for ");
      text.append(nesting.asked());
      append(text, nesting.askedAt());
      text.append("\n  holding ").append(nesting.held());
      append(text, nesting.heldAt());
    }
    return text.append('\n').toString();
  }

  private static void append(StringBuilder text, List<Frame> stack) {
    for (Frame frame : stack) {
      text.append("\n    ").append(frame.className()).append('.').append(frame.method());
      text.append('(').append(frame.file()).append(':').append(frame.line()).append(')');
    }
  }
}
