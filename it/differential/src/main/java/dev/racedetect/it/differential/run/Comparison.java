package dev.racedetect.it.differential.run;

import dev.racedetect.it.differential.trace.Race;
import dev.racedetect.it.differential.trace.Trace;
import dev.racedetect.it.differential.trace.Variable;
import dev.racedetect.runtime.finding.Access;
import dev.racedetect.runtime.finding.DataRace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what the detector reported with the races of the trace.
 *
 * <p>Each report must be one of these: the same variable, lines, kinds of access and threads. Of each variable that races
 * the first race must be reported, or one of the same epoch of the same thread; where the same two lines raced on another
 * variable of that name, the report of that one stands for both. Of a call that accesses many elements of an array one
 * race is enough.
 */
final class Comparison {
  private final Trace trace;
  private final List<DataRace> reports;
  private final List<String> differences = new ArrayList<>();

  private Comparison(Trace trace, List<DataRace> reports) {
    this.trace = trace;
    this.reports = reports;
  }

  /** The differences, in words; none if all is well. */
  static List<String> differences(Trace trace, List<DataRace> reports) {
    Comparison comparison = new Comparison(trace, reports);
    comparison.compare();
    return comparison.differences;
  }

  private void compare() {
    Set<String> races = new HashSet<>();
    trace.races().values().forEach(all -> all.forEach(race -> races.add(key(race))));
    Set<String> reported = new HashSet<>();
    for (DataRace report : reports) {
      reported.add(
          lines(report.variable().name(), line(report.previous()), line(report.current())));
      if (!races.contains(key(report))) {
        differences.add("FALSE: " + key(report));
      }
    }
    trace.races().forEach((variable, all) -> {
      if (isReportedRange(all.get(0))) {
        return;
      }
      if (all.stream()
          .noneMatch(race -> isAsEarly(race, all.get(0)) && isReported(race, reported))) {
        differences.add("MISSED: " + variable + ", a " + variable.name() + ": " + all.get(0));
      }
    });
  }

  private boolean isReportedRange(Race race) {
    int line = race.current().line();
    return trace.isRange(line)
        && reports.stream().anyMatch(report -> line(report.current()) == line);
  }

  private static boolean isAsEarly(Race race, Race first) {
    return race.current().thread() == first.current().thread()
        && race.current().time() == first.current().time();
  }

  private static boolean isReported(Race race, Set<String> reported) {
    return reported.contains(lines(
        race.current().variable().name(), race.previous().line(), race.current().line()));
  }

  private static String lines(String name, int one, int other) {
    return name + " " + Math.min(one, other) + " " + Math.max(one, other);
  }

  private static String key(Race race) {
    Variable variable = race.current().variable();
    return key(variable.kind().name(), variable.name(), variable.index())
        + access(race.previous())
        + access(race.current());
  }

  private static String key(DataRace report) {
    dev.racedetect.runtime.finding.Variable variable = report.variable();
    return key(variable.kind().name(), variable.name(), variable.index())
        + access(report.previous())
        + access(report.current());
  }

  private static String key(String kind, String name, int index) {
    return kind + " " + name + " index " + index;
  }

  private static String access(dev.racedetect.it.differential.trace.Access access) {
    return access(
        access.write() ? "WRITE" : "READ", Runner.threadName(access.thread()), access.line());
  }

  private static String access(Access access) {
    return access(access.type().name(), access.thread().name(), line(access));
  }

  private static String access(String type, String thread, int line) {
    return ", " + type + " by " + thread + " at line " + line;
  }

  private static int line(Access access) {
    return access.stack().isEmpty() ? -1 : access.stack().get(0).line();
  }

  /** The reports, one a line. */
  static String text(List<DataRace> reports) {
    StringBuilder text = new StringBuilder();
    reports.forEach(report -> text.append(key(report)).append('\n'));
    return text.toString();
  }

  /** The races of the trace, one a line. */
  static String text(Map<Variable, List<Race>> races) {
    StringBuilder text = new StringBuilder();
    races.values().forEach(all -> all.forEach(race -> text.append(race).append('\n')));
    return text.toString();
  }
}
