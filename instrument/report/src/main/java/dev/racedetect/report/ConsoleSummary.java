package dev.racedetect.report;

import dev.racedetect.runtime.finding.Finding.Kind;
import dev.racedetect.runtime.finding.ReportText;
import dev.racedetect.runtime.finding.Watched;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A report in a few lines for a build's console; the whole reports were printed when the races were found. */
public final class ConsoleSummary {
  private static final int MAX_UNWATCHED = 10;

  private ConsoleSummary() {}

  /**
   * Counts the findings in words.
   *
   * @param report the report
   * @return such as {@code 2 data races, 1 deadlock}
   */
  public static String count(RaceReport report) {
    List<String> counts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      long n = report.count(kind.name());
      if (n > 0) {
        counts.add(n + " " + kind.words() + (n == 1 ? "" : "s"));
      }
    }
    return counts.isEmpty() ? "no data races" : String.join(", ", counts);
  }

  /**
   * Lists the findings.
   *
   * @param report the report
   * @return one line a finding, then its test and its sites
   */
  public static List<String> findings(RaceReport report) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : report.findings()) {
      lines.add(
          finding.message() + (finding.count() > 1 ? " (" + finding.count() + " times)" : ""));
      finding.test().ifPresent(test -> lines.add("    during test " + ReportText.test(test)));
      if (finding.sites().size() > 1) {
        finding.sites().forEach(site -> lines.add("    " + site));
      }
    }
    return lines;
  }

  /**
   * Says what was watched.
   *
   * @param report the report
   * @return one line
   */
  public static String watched(RaceReport report) {
    List<Watched> all =
        report.jvms().stream().map(Jvm::watched).flatMap(Optional::stream).toList();
    long classes = all.stream().mapToLong(Watched::classes).sum();
    long skipped = all.stream().mapToLong(Watched::skipped).sum();
    long checks = all.stream().mapToLong(Watched::checks).sum();
    int jvms = report.jvms().size();
    return "watched " + classes + " classes (" + skipped + " skipped) and " + checks
        + " accesses in " + jvms + (jvms == 1 ? " JVM" : " JVMs");
  }

  /**
   * Names what was left unchecked or lost, as far as a console has room for it.
   *
   * @param report the report
   * @return a line each, none as a rule
   */
  public static List<String> unwatched(RaceReport report) {
    List<String> lines = new ArrayList<>();
    for (NotInstrumented left : report.notInstrumented()) {
      if (lines.size() == MAX_UNWATCHED) {
        int more = report.notInstrumented().size() - MAX_UNWATCHED;
        lines.add("not checked: " + more + " more, which the report names");
        break;
      }
      lines.add("not checked: " + left.className() + " (" + left.why() + ")");
    }
    report.dropped().forEach((why, n) -> lines.add("lost: " + n + " " + why));
    return lines;
  }
}
