package dev.racedetect.report;

import dev.racedetect.runtime.finding.TestId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one or more JVMs found.
 *
 * @param jvms the JVMs
 * @param findings the findings, one a fingerprint
 * @param notInstrumented what was left unchecked
 * @param dropped what was lost, counted by reason
 */
public record RaceReport(
    List<Jvm> jvms,
    List<Finding> findings,
    List<NotInstrumented> notInstrumented,
    Map<String, Long> dropped) {

  /**
   * Merges reports: findings of the same fingerprint become one, their counts added.
   *
   * @param reports the reports
   * @return one report
   */
  public static RaceReport merge(Collection<RaceReport> reports) {
    List<Jvm> jvms = new ArrayList<>();
    Map<String, Finding> findings = new LinkedHashMap<>();
    Set<NotInstrumented> notInstrumented = new LinkedHashSet<>();
    Map<String, Long> dropped = new LinkedHashMap<>();
    for (RaceReport report : reports) {
      jvms.addAll(report.jvms);
      report.findings.forEach(f -> findings.merge(f.fingerprint(), f, RaceReport::merge));
      notInstrumented.addAll(report.notInstrumented);
      report.dropped.forEach((why, n) -> dropped.merge(why, n, Long::sum));
    }
    return new RaceReport(
        jvms, List.copyOf(findings.values()), List.copyOf(notInstrumented), dropped);
  }

  private static Finding merge(Finding first, Finding second) {
    Set<String> sites = new LinkedHashSet<>(first.sites());
    sites.addAll(second.sites());
    Optional<TestId> test = first.test().or(second::test);
    long count = first.count() + second.count();
    return new Finding(
        first.kind(),
        first.fingerprint(),
        count,
        List.copyOf(sites),
        first.message(),
        test,
        first.json());
  }

  /**
   * Counts the findings of a kind.
   *
   * @param kind such as {@code DATA_RACE}
   * @return how many
   */
  public long count(String kind) {
    return findings.stream().filter(f -> f.kind().equals(kind)).count();
  }
}
