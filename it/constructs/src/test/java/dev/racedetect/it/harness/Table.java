package dev.racedetect.it.harness;

import dev.racedetect.it.harness.Outcome.Status;
import java.util.List;
import java.util.function.Predicate;

/** The table that a run prints: missed and false reports by group, of how many cases with a fault and without. */
final class Table {
  private static final String ROW = "%-30s %6s %6s %7s %6s %6s %6s%n";

  private Table() {}

  static String of(String name, List<Result> results) {
    StringBuilder table = new StringBuilder(name).append(System.lineSeparator());
    table.append(
        String.format(ROW, "group", "faulty", "clean", "missed", "false", "wrong", "failed"));
    results.stream()
        .map(Result::group)
        .distinct()
        .sorted()
        .forEach(group -> row(table, group, results));
    row(table, null, results);
    return table.toString();
  }

  private static void row(StringBuilder table, String group, List<Result> all) {
    List<Result> results = all.stream()
        .filter(result -> group == null || result.group().equals(group))
        .toList();
    table.append(String.format(
        ROW,
        group == null ? "all" : group,
        count(results, result -> !result.isClean()),
        count(results, Result::isClean),
        count(results, result -> result.outcome().status() == Status.MISSED),
        count(results, result -> result.outcome().status() == Status.FALSE),
        count(results, result -> result.outcome().status() == Status.WRONG),
        count(results, result -> result.outcome().status().compareTo(Status.WRONG) > 0)));
  }

  private static long count(List<Result> results, Predicate<Result> condition) {
    return results.stream().filter(condition).count();
  }
}
