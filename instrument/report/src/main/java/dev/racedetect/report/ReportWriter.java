package dev.racedetect.report;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.racedetect.runtime.finding.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a merged report in the schema of {@code race-report.json}. */
public final class ReportWriter {
  private static final List<String> KINDS =
      List.of("DATA_RACE", "DEADLOCK", "LOCK_ORDER", "HANG", "THREAD_LEAK");

  private ReportWriter() {}

  /**
   * Writes a report.
   *
   * @param report the report
   * @param version version of the tool
   * @param file the file to replace; its directory is made when missing
   * @throws IOException when it can't be written
   */
  public static void write(RaceReport report, String version, Path file) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", 1);
    json.put("tool", ordered("name", "RaceDetect", "version", version));
    json.put("jvms", report.jvms().stream().map(ReportWriter::jvm).toList());
    json.put("findings", report.findings().stream().map(ReportWriter::finding).toList());
    json.put("summary", summary(report));
    Files.createDirectories(file.getParent());
    JSON writer =
        JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES);
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.writeString(draft, writer.asString(json) + '\n');
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Map<String, Object> jvm(Jvm jvm) {
    Map<String, Object> json =
        ordered("pid", jvm.pid(), "java", jvm.java(), "complete", jvm.complete());
    jvm.watched().ifPresent(watched -> json.put("watched", watched(watched)));
    jvm.damage().ifPresent(damage -> json.put("damage", damage));
    return json;
  }

  private static Map<String, Object> watched(Watched watched) {
    Map<String, Object> json = ordered("classes", watched.classes(), "skipped", watched.skipped());
    json.putAll(ordered("threads", watched.threads(), "checks", watched.checks()));
    json.putAll(ordered("seconds", watched.seconds(), "selfTestPassed", watched.selfTestPassed()));
    return json;
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>(finding.json());
    json.put("count", finding.count());
    json.put("sites", finding.sites());
    return json;
  }

  private static Map<String, Object> summary(RaceReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    KINDS.forEach(kind -> json.put(kind, report.count(kind)));
    json.put("suppressed", 0);
    json.put(
        "notInstrumented",
        report.notInstrumented().stream()
            .map(n -> ordered("class", n.className(), "why", n.why()))
            .toList());
    json.put("dropped", report.dropped());
    return json;
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      json.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return json;
  }
}
