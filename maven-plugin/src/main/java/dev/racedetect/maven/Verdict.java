package dev.racedetect.maven;

import dev.racedetect.report.ConsoleSummary;
import dev.racedetect.report.RaceReport;
import java.util.ArrayList;
import java.util.List;

/**
 * The judgement on one module.
 *
 * @param report what was found
 * @param problems why the finding of nothing would mean nothing, one message each
 * @param hasTests whether there are test classes
 * @param testsRan whether any test ran
 */
record Verdict(RaceReport report, List<String> problems, boolean hasTests, boolean testsRan) {

  /** Returns the message for what could not be judged. */
  static String impossible(String what) {
    return "RaceDetect: can't judge the findings of " + what
        + ". Make their directory readable and writable and its disk not full, and run again.";
  }

  boolean passed() {
    return report.findings().isEmpty() && problems.isEmpty();
  }

  /** Returns what goes to the console: each finding, then each problem. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(ConsoleSummary.findings(report));
    lines.addAll(problems);
    return lines;
  }

  /** Returns the reason of a failure in one line. */
  String summary() {
    if (problems.isEmpty()) {
      return ConsoleSummary.count(report);
    }
    String first =
        problems.size() == 1 ? problems.get(0) : problems.size() + " problems: " + problems.get(0);
    return report.findings().isEmpty() ? first : ConsoleSummary.count(report) + "; " + first;
  }
}
