package dev.racedetect.runtime.finding;

/** The text of a lock-order inversion, in the layout of {@link ReportText}. */
public final class LockOrderText {
  private static final String NL = "\n";

  private LockOrderText() {}

  /** The report, every line ended by a line feed. */
  static String of(LockOrder order) {
    StringBuilder text = new StringBuilder(1024);
    text.append(ReportText.FENCE)
        .append(NL)
        .append("WARNING: LOCK ORDER INVERSION")
        .append(NL);
    nesting(text, order.nestings().get(0), " asks for lock ", "  while it holds lock ");
    text.append(NL);
    nesting(text, order.nestings().get(1), " asked for lock ", "  while it held lock ");
    for (Nesting nesting : order.nestings()) {
      ReportText.start(text, nesting.thread());
    }
    ReportText.test(text, order);
    return text.append(ReportText.FENCE).append(NL).toString();
  }

  private static void nesting(StringBuilder text, Nesting nesting, String asks, String holds) {
    int from = text.length();
    ReportText.thread(text, nesting.thread());
    ReportText.capitalize(text, from);
    ReportText.lock(text.append(asks), nesting.asked());
    text.append(':').append(NL);
    ReportText.frames(text, nesting.askedAt());
    ReportText.lock(text.append(holds), nesting.held());
    text.append(", acquired at:").append(NL);
    ReportText.frames(text, nesting.heldAt());
  }

  /**
   * Renders an inversion in one line.
   *
   * @param order the inversion
   * @return one line without a line feed
   */
  public static String oneLine(LockOrder order) {
    StringBuilder text = new StringBuilder("LOCK ORDER INVERSION: ");
    shortNesting(text, order.nestings().get(0), " asks for ", " holding ");
    shortNesting(text.append(", "), order.nestings().get(1), " asked for ", " holding ");
    return text.toString();
  }

  private static void shortNesting(
      StringBuilder text, Nesting nesting, String asks, String holding) {
    ReportText.thread(text, nesting.thread());
    ReportText.lock(text.append(asks), nesting.asked());
    ReportText.lock(text.append(holding), nesting.held());
    text.append(" at ").append(nesting.site());
  }
}
