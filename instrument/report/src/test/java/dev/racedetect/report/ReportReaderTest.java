package dev.racedetect.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.runtime.finding.Access;
import dev.racedetect.runtime.finding.DataRace;
import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.finding.Frame;
import dev.racedetect.runtime.finding.ReportFiles;
import dev.racedetect.runtime.finding.TestId;
import dev.racedetect.runtime.finding.ThreadInfo;
import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.finding.Watched;
import dev.racedetect.runtime.option.Option;
import dev.racedetect.runtime.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportReaderTest {
  private static final Watched WATCHED = new Watched(4, 1, 2, 9, 0.5, true);

  @TempDir
  private Path directory;

  @BeforeEach
  void run_a_jvm() {
    Findings.open(
        Options.defaults().with(Option.REPORT, directory.toString()).with(Option.PRINT, "false"));
    Findings.report(race(17));
    Findings.report(race(18));
    Findings.skipped("com.acme.Huge", "too large");
    Findings.dropped("slots", 3);
  }

  @Test
  void should_read_what_the_runtime_wrote() throws IOException {
    Findings.close(WATCHED);

    RaceReport report = ReportReader.readDirectory(directory);

    assertThat(report.jvms()).hasSize(1);
    assertThat(report.jvms().get(0).watched()).contains(WATCHED);
    assertThat(report.notInstrumented())
        .containsExactly(new NotInstrumented("com.acme.Huge", "too large"));
    assertThat(report.dropped()).containsEntry("slots", 3L);
    assertThat(report.findings()).hasSize(1);
    Finding finding = report.findings().get(0);
    assertThat(finding.count()).isEqualTo(2);
    assertThat(finding.sites()).hasSize(2);
    assertThat(finding.test()).contains(new TestId("id", "com.acme.ATest", "m", "m(1)"));
    assertThat(finding.message())
        .startsWith("DATA RACE on com.acme.A.n: write by thread \"b\" (id 2)");
  }

  @Test
  void should_merge_as_the_runtime_does() throws IOException {
    Findings.close(WATCHED);
    Path mine = directory.resolve("mine/race-report.json");

    ReportWriter.write(ReportReader.readDirectory(directory), "0.1.0-SNAPSHOT", mine);

    RaceReport read = ReportReader.readReport(mine);
    assertThat(read).isEqualTo(ReportReader.readReport(directory.resolve(ReportFiles.REPORT)));
    assertThat(read.count("DATA_RACE")).isEqualTo(1);
  }

  @Test
  void should_keep_the_findings_of_a_killed_jvm() throws IOException {
    Path file;
    try (var files = Files.list(directory)) {
      file = files.findFirst().orElseThrow();
    }
    Files.writeString(file, Files.readString(file) + "{\"fingerprint\":\"torn");

    RaceReport report = ReportReader.readDirectory(directory);

    assertThat(report.jvms()).singleElement().matches(jvm -> !jvm.complete());
    assertThat(report.findings()).hasSize(1);
  }

  @Test
  void should_say_where_a_file_is_damaged_as_the_runtime_does() throws IOException {
    Files.write(directory.resolve("race-7-7.jsonl"), List.of("{\"jvm\":{\"pid\":7}}", "\0\0\0"));
    Files.createFile(directory.resolve("race-8-8.jsonl"));
    Files.createDirectory(directory.resolve("race-9-9.jsonl"));
    Findings.close(WATCHED);

    RaceReport report = ReportReader.readDirectory(directory);

    assertThat(report.jvms())
        .isEqualTo(
            ReportReader.readReport(directory.resolve(ReportFiles.REPORT)).jvms());
    assertThat(report.findings()).hasSize(1);
    assertThat(jvm(report, 7).damage()).contains("race-7-7.jsonl, line 2");
    assertThat(jvm(report, 8)).isEqualTo(new Jvm(8, null, Optional.empty(), Optional.empty()));
    assertThat(jvm(report, 9).damage().orElseThrow()).startsWith("race-9-9.jsonl can't be read: ");
    assertThat(report.jvms()).filteredOn(Jvm::complete).hasSize(1);
  }

  private static Jvm jvm(RaceReport report, long pid) {
    return report.jvms().stream().filter(jvm -> jvm.pid() == pid).findFirst().orElseThrow();
  }

  @Test
  void should_add_counts_of_several_jvms() throws IOException {
    RaceReport one = ReportReader.readDirectory(directory);

    RaceReport both = RaceReport.merge(List.of(one, one));

    assertThat(both.jvms()).hasSize(2);
    assertThat(both.findings()).singleElement().extracting(Finding::count).isEqualTo(4L);
    assertThat(ConsoleSummary.count(both)).isEqualTo("1 data race");
    assertThat(ConsoleSummary.findings(both)).hasSize(4).first().asString().endsWith("(4 times)");
  }

  @Test
  void should_name_what_was_not_watched_in_a_few_lines() throws IOException {
    for (int i = 0; i < 10; i++) {
      Findings.skipped("com.acme.Huge" + i, "too large");
    }
    Findings.close(WATCHED);

    assertThat(ConsoleSummary.unwatched(ReportReader.readDirectory(directory)))
        .hasSize(12)
        .startsWith("not checked: com.acme.Huge (too large)")
        .endsWith("not checked: 1 more, which the report names", "lost: 3 slots");
  }

  @Test
  void should_find_nothing_in_a_missing_directory() throws IOException {
    RaceReport report = ReportReader.readDirectory(directory.resolve("none"));

    assertThat(report.jvms()).isEmpty();
    assertThat(ConsoleSummary.count(report)).isEqualTo("no data races");
    assertThat(ConsoleSummary.watched(report))
        .isEqualTo("watched 0 classes (0 skipped) and 0 accesses in 0 JVMs");
  }

  private static DataRace race(int line) {
    Variable variable = new Variable(Variable.Kind.FIELD, "com.acme.A.n", -1, List.of());
    return new DataRace(
        variable,
        write("b", 2, line),
        write("a", 1, 40),
        new TestId("id", "com.acme.ATest", "m", "m(1)"));
  }

  private static Access write(String thread, long id, int line) {
    ThreadInfo info = new ThreadInfo(thread, id, false, null, List.of());
    List<Frame> stack = List.of(new Frame("com.acme.A", "inc", "A.java", line));
    return new Access(Access.Type.WRITE, info, List.of(), stack);
  }
}
