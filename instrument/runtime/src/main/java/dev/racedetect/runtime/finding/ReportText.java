package dev.racedetect.runtime.finding;

import java.util.List;

/** The text of a finding, in the layout of Go's race detector with stack frames as Java prints them. */
public final class ReportText {
  /** The line before and after each report. */
  public static final String FENCE = "==================";

  private static final String NL = "\n";

  /** Classes that are below a test on the stack: runners and the library code that they call it through. */
  private static final String[] RUNNERS = {
    "org.junit.",
    "junit.framework.",
    "org.testng.",
    "org.apache.maven.surefire.",
    "org.gradle.",
    "com.intellij.",
    "org.eclipse.jdt.",
    "java.lang.reflect.",
    "java.lang.invoke.",
    "jdk.internal.reflect.",
    "java.util."
  };

  private ReportText() {}

  /**
   * Renders a race.
   *
   * @param race the race
   * @return the report, every line ended by a line feed
   */
  public static String of(DataRace race) {
    StringBuilder text = new StringBuilder(1024);
    text.append(FENCE).append(NL).append("WARNING: DATA RACE").append(NL);
    String variable = variable(race.variable());
    access(
        text,
        race.current().type() == Access.Type.WRITE ? "Write of " : "Read of ",
        variable,
        race.current());
    text.append(NL);
    String previous =
        race.previous().type() == Access.Type.WRITE ? "Previous write of " : "Previous read of ";
    access(text, previous, variable, race.previous());
    start(text, race.current().thread());
    if (race.previous().thread().id() != race.current().thread().id()) {
      start(text, race.previous().thread());
    }
    if (!race.variable().createdAt().isEmpty()) {
      text.append(NL)
          .append("The ")
          .append(race.variable().name())
          .append(" was created at:")
          .append(NL);
      framesOfUser(text, race.variable().createdAt());
    }
    test(text, race);
    return text.append(FENCE).append(NL).toString();
  }

  /**
   * Renders a race in one line, without both whole stacks.
   *
   * @param race the race
   * @return one line without a line feed
   */
  public static String oneLine(DataRace race) {
    StringBuilder text =
        new StringBuilder("DATA RACE on ").append(variable(race.variable())).append(": ");
    shortAccess(text, race.current());
    text.append(", previous ");
    shortAccess(text, race.previous());
    return text.toString();
  }

  /**
   * Names a variable.
   *
   * @param variable the variable
   * @return such as {@code com.acme.Account.balance} or {@code int[] element 3}
   */
  public static String variable(Variable variable) {
    boolean element = variable.index() >= 0;
    return element ? variable.name() + " element " + variable.index() : variable.name();
  }

  /**
   * Names a test.
   *
   * @param test the test
   * @return class and display name
   */
  public static String test(TestId test) {
    String name = test.name() == null ? test.method() : test.name();
    return name == null ? test.className() : test.className() + " > " + name;
  }

  /**
   * Renders a frame as Java does, so that consoles make it a link.
   *
   * @param frame the frame
   * @return such as {@code com.acme.Account.deposit(Account.java:17)}
   */
  public static String frame(Frame frame) {
    StringBuilder text =
        new StringBuilder(frame.className()).append('.').append(frame.method()).append('(');
    if (frame.file() == null) {
      text.append("Unknown Source");
    } else {
      text.append(frame.file());
      if (frame.line() > 0) {
        text.append(':').append(frame.line());
      }
    }
    return text.append(')').toString();
  }

  private static void access(StringBuilder text, String what, String variable, Access access) {
    text.append(what).append(variable).append(" by ");
    thread(text, access.thread());
    text.append(':').append(NL);
    frames(text, access.stack());
    for (LockInfo lock : access.locksHeld()) {
      lock(text.append("  holding lock "), lock);
      text.append(NL);
    }
  }

  static void lock(StringBuilder text, LockInfo lock) {
    text.append(lock.className()).append(lock.id() == null ? "" : "@" + lock.id());
  }

  static void test(StringBuilder text, Finding finding) {
    if (finding.test() != null) {
      text.append(NL).append("During test ").append(test(finding.test())).append(NL);
    }
  }

  static void capitalize(StringBuilder text, int at) {
    text.setCharAt(at, Character.toUpperCase(text.charAt(at)));
  }

  private static void shortAccess(StringBuilder text, Access access) {
    Frame frame = Fingerprint.userFrame(access.stack());
    text.append(access.type() == Access.Type.WRITE ? "write" : "read").append(" by ");
    thread(text, access.thread());
    text.append(" at ").append(frame == null ? "a stack that was not retained" : frame(frame));
  }

  static void thread(StringBuilder text, ThreadInfo thread) {
    text.append(thread.virtual() ? "virtual thread" : "thread");
    if (thread.name() != null && !thread.name().isEmpty()) {
      text.append(" \"").append(thread.name()).append('"');
    }
    text.append(" (id ").append(thread.id()).append(')');
  }

  static void start(StringBuilder text, ThreadInfo thread) {
    if (thread.startedAt().isEmpty()) {
      return;
    }
    int from = text.append(NL).length();
    thread(text, thread);
    capitalize(text, from);
    if (thread.startedBy() != null) {
      text.append(", started by thread \"").append(thread.startedBy()).append("\",");
    }
    text.append(" created at:").append(NL);
    framesOfUser(text, thread.startedAt());
  }

  /** Where a thread or object came from is told down to the test; the runner's dozens of frames below say nothing. */
  private static void framesOfUser(StringBuilder text, List<Frame> stack) {
    int end = stack.size();
    while (end > 0 && isRunner(stack.get(end - 1).className())) {
      end--;
    }
    boolean folded = end > 0 && stack.size() - end > 1;
    frames(text, folded ? stack.subList(0, end) : stack);
    if (folded) {
      text.append("    ... ")
          .append(stack.size() - end)
          .append(" frames of the test runner")
          .append(NL);
    }
  }

  private static boolean isRunner(String className) {
    for (String prefix : RUNNERS) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  static void frames(StringBuilder text, List<Frame> stack) {
    if (stack.isEmpty()) {
      text.append("    (this stack was not retained)").append(NL);
    }
    for (int i = 0; i < stack.size(); i++) {
      text.append("    at ").append(frame(stack.get(i))).append(NL);
    }
  }
}
