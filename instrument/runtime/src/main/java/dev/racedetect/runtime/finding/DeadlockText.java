package dev.racedetect.runtime.finding;

/** The text of a deadlock, in the layout of {@link ReportText}. */
public final class DeadlockText {
  private static final String NL = "\n";

  private DeadlockText() {}

  /** The report, every line ended by a line feed. */
  static String of(Deadlock deadlock) {
    StringBuilder text = new StringBuilder(1024);
    text.append(ReportText.FENCE).append(NL).append("WARNING: DEADLOCK").append(NL);
    String separator = "";
    String waits = " would wait for ever for ";
    for (BlockedThread blocked : deadlock.threads()) {
      text.append(separator);
      int from = text.length();
      ReportText.thread(text, blocked.thread());
      ReportText.capitalize(text, from);
      text.append(waits);
      awaited(text, blocked);
      text.append(':').append(NL);
      ReportText.frames(text, blocked.stack());
      for (LockInfo lock : blocked.holds()) {
        ReportText.lock(text.append("  holding lock "), lock);
        text.append(NL);
      }
      separator = NL;
      waits = " waits for ";
    }
    for (BlockedThread blocked : deadlock.threads()) {
      ReportText.start(text, blocked.thread());
    }
    ReportText.test(text, deadlock);
    return text.append(ReportText.FENCE).append(NL).toString();
  }

  /**
   * Renders a deadlock in one line.
   *
   * @param deadlock the deadlock
   * @return one line without a line feed
   */
  public static String oneLine(Deadlock deadlock) {
    StringBuilder text = new StringBuilder("DEADLOCK");
    String separator = ": ";
    for (BlockedThread blocked : deadlock.threads()) {
      ReportText.thread(text.append(separator), blocked.thread());
      awaited(text.append(" waits for "), blocked);
      text.append(" at ").append(site(blocked));
      separator = ", ";
    }
    return text.toString();
  }

  /**
   * Names the place where a thread blocks.
   *
   * @param blocked the thread
   * @return the innermost frame of the program
   */
  public static String site(BlockedThread blocked) {
    Frame frame = Fingerprint.userFrame(blocked.stack());
    return frame == null ? "a stack that was not retained" : ReportText.frame(frame);
  }

  /**
   * Says what a thread waits for.
   *
   * @param blocked the thread
   * @return such as {@code lock com.acme.Account@1a2b, held by thread "a"}
   */
  public static String awaited(BlockedThread blocked) {
    StringBuilder text = new StringBuilder();
    awaited(text, blocked);
    return text.toString();
  }

  private static void awaited(StringBuilder text, BlockedThread blocked) {
    Awaited awaited = blocked.waitsFor();
    text.append(awaited.mode().words()).append(' ');
    if (awaited.mode() == Awaited.Mode.END) {
      ReportText.thread(text, blocked.holder());
      return;
    }
    ReportText.lock(text, awaited.lock());
    text.append(", held by ");
    if (blocked.holder().id() == blocked.thread().id()) {
      text.append("itself");
    } else {
      ReportText.thread(text, blocked.holder());
    }
  }
}
