package dev.racedetect.runtime.finding;

import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** The closing line of a run. */
final class Summary {
  private Summary() {}

  /** The line that people of Go look for. */
  static void appendFound(StringBuilder text, Collection<Finding.Kind> findings) {
    text.append("Found ");
    String comma = "";
    for (Finding.Kind kind : Finding.Kind.values()) {
      int n = Collections.frequency(findings, kind);
      if (n > 0) {
        text.append(comma).append(n).append(' ').append(kind.words()).append("(s)");
        comma = ", ";
      }
    }
    text.append('\n');
  }

  static void append(
      StringBuilder text, Collection<Finding.Kind> findings, int reports, Watched watched) {
    text.append("RaceDetect: ");
    if (findings.isEmpty()) {
      text.append("no data race");
    }
    String comma = "";
    for (Finding.Kind kind : Finding.Kind.values()) {
      int n = Collections.frequency(findings, kind);
      if (n > 0) {
        text.append(comma).append(n).append(' ').append(kind.words()).append(n == 1 ? "" : "s");
        comma = ", ";
      }
    }
    if (reports > findings.size()) {
      text.append(" (at ").append(reports).append(" pairs of sites)");
    }
    text.append(". Watched ")
        .append(watched.classes())
        .append(" classes (")
        .append(watched.skipped());
    text.append(" skipped), ").append(watched.threads()).append(" threads, ");
    amount(text, watched.checks());
    text.append(" checks in ");
    tenths(text, (long) (watched.seconds() * 10 + 0.5));
    text.append(" s; self-test ").append(watched.selfTestPassed() ? "passed." : "FAILED.");
  }

  /** Names what was left unchecked, as far as a console has room for it. */
  static void appendUnwatched(StringBuilder text, List<String> named, int all) {
    for (String each : named) {
      text.append("RaceDetect: not checked: ").append(each).append('\n');
    }
    if (all > named.size()) {
      text.append("RaceDetect: not checked: ")
          .append(all - named.size())
          .append(" more, which the report names\n");
    }
  }

  private static void amount(StringBuilder text, long n) {
    if (n < 1_000) {
      text.append(n);
    } else if (n < 1_000_000) {
      tenths(text, n / 100);
      text.append(" k");
    } else if (n < 1_000_000_000) {
      tenths(text, n / 100_000);
      text.append(" M");
    } else {
      tenths(text, n / 100_000_000);
      text.append(" G");
    }
  }

  private static void tenths(StringBuilder text, long tenths) {
    text.append(tenths / 10).append('.').append(tenths % 10);
  }
}
