package dev.racedetect.report;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.racedetect.runtime.finding.JvmLines;
import dev.racedetect.runtime.finding.ReportFiles;
import dev.racedetect.runtime.finding.TestId;
import dev.racedetect.runtime.finding.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the files of a report directory. */
public final class ReportReader {
  private ReportReader() {}

  /**
   * Reads and merges the files of all JVMs in a directory.
   *
   * @param directory the report directory; one that isn't there has no JVMs
   * @return the report
   * @throws IOException when a file can't be read
   */
  public static RaceReport readDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return RaceReport.merge(List.of());
    }
    List<RaceReport> reports = new ArrayList<>();
    try (Stream<Path> all = Files.list(directory)) {
      List<Path> files = all.filter(f -> ReportFiles.isOfOneJvm(f.getFileName().toString()))
          .sorted()
          .toList();
      for (Path file : files) {
        reports.add(readJvm(file));
      }
    }
    return RaceReport.merge(reports);
  }

  /**
   * Reads a merged report.
   *
   * @param file a {@code race-report.json}
   * @return the report
   * @throws IOException when it can't be read
   */
  public static RaceReport readReport(Path file) throws IOException {
    Map<String, Object> json = JSON.std.mapFrom(Files.readString(file));
    Map<String, Object> summary = map(json.get("summary"));
    List<Jvm> jvms = list(json.get("jvms")).stream()
        .map(j -> jvm(map(j), map(j).get("watched"), text(map(j).get("damage"))))
        .toList();
    List<Finding> findings =
        list(json.get("findings")).stream().map(f -> finding(map(f))).toList();
    List<NotInstrumented> left = list(summary.get("notInstrumented")).stream()
        .map(n -> notInstrumented(map(n)))
        .toList();
    Map<String, Long> dropped = new LinkedHashMap<>();
    map(summary.get("dropped")).forEach((why, n) -> dropped.put(why, number(n)));
    return new RaceReport(jvms, findings, left, dropped);
  }

  private static RaceReport readJvm(Path file) throws IOException {
    JvmLines lines = JvmLines.read(file.toFile());
    Map<String, Object> jvm = Map.of("pid", lines.pid());
    Object end = null;
    List<RaceReport> parts = new ArrayList<>();
    for (String line : lines.lines()) {
      Map<String, Object> json = JSON.std.mapFrom(line);
      if (json.containsKey("fingerprint")) {
        parts.add(new RaceReport(List.of(), List.of(finding(json)), List.of(), Map.of()));
      } else if (json.containsKey("jvm")) {
        jvm = map(json.get("jvm"));
      } else if (json.containsKey("notInstrumented")) {
        NotInstrumented left = notInstrumented(map(json.get("notInstrumented")));
        parts.add(new RaceReport(List.of(), List.of(), List.of(left), Map.of()));
      } else if (json.containsKey("dropped")) {
        map(json.get("dropped"))
            .forEach((why, n) ->
                parts.add(new RaceReport(List.of(), List.of(), List.of(), Map.of(why, number(n)))));
      } else if (json.containsKey("end")) {
        end = json.get("end");
      }
    }
    parts.add(
        new RaceReport(List.of(jvm(jvm, end, lines.damage())), List.of(), List.of(), Map.of()));
    return RaceReport.merge(parts);
  }

  private static Jvm jvm(Map<String, Object> jvm, Object end, String damage) {
    Optional<Watched> watched = end == null ? Optional.empty() : Optional.of(watched(map(end)));
    return new Jvm(
        number(jvm.get("pid")), text(jvm.get("java")), watched, Optional.ofNullable(damage));
  }

  private static Watched watched(Map<String, Object> end) {
    double seconds = end.get("seconds") instanceof Number n ? n.doubleValue() : 0;
    boolean passed = Boolean.TRUE.equals(end.get("selfTestPassed"));
    return new Watched(
        number(end.get("classes")),
        number(end.get("skipped")),
        number(end.get("threads")),
        number(end.get("checks")),
        seconds,
        passed);
  }

  private static Finding finding(Map<String, Object> json) {
    List<String> sites =
        list(json.get("sites")).stream().map(ReportReader::text).toList();
    return new Finding(
        text(json.get("kind")),
        text(json.get("fingerprint")),
        number(json.get("count")),
        sites,
        text(json.get("message")),
        json.get("test") == null ? Optional.empty() : Optional.of(test(map(json.get("test")))),
        json);
  }

  private static TestId test(Map<String, Object> json) {
    return new TestId(
        text(json.get("uniqueId")),
        text(json.get("class")),
        text(json.get("method")),
        text(json.get("name")));
  }

  private static NotInstrumented notInstrumented(Map<String, Object> json) {
    return new NotInstrumented(text(json.get("class")), text(json.get("why")));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object json) {
    return json instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  private static List<?> list(Object json) {
    return json instanceof List<?> list ? list : List.of();
  }

  private static long number(Object json) {
    return json instanceof Number number ? number.longValue() : 0;
  }

  private static String text(Object json) {
    return json == null ? null : json.toString();
  }
}
