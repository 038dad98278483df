package dev.racedetect.runtime.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.runtime.option.Option;
import dev.racedetect.runtime.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingsTest {
  private static final Watched WATCHED = new Watched(412, 3, 57, 1_234_567, 3.44, true);

  @TempDir
  private Path directory;

  @Test
  void should_keep_a_finding_before_the_end() throws IOException {
    open(directory);
    Findings.report(Races.onBalance(17, 30));

    List<String> lines = Files.readAllLines(onlyFile());

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith("{\"jvm\":{\"pid\":" + ProcessHandle.current().pid() + ",\"java\":\"");
    assertThat(lines.get(1))
        .startsWith(
            "{\"fingerprint\":\"" + Fingerprint.of(Races.onBalance(17, 30)) + "\",\"count\":1,"
                + "\"sites\":[\"write com.acme.Account.deposit(Account.java:17) / read com.acme.Bank.sum(Bank.java:30)\"],"
                + "\"kind\":\"DATA_RACE\",\"message\":\"DATA RACE on com.acme.Account.balance: write by")
        .contains("\"name\":\"deposit(int)[2] \\\"q\\\"\"")
        .contains("{\"class\":\"com.acme.Lock\",\"id\":\"1a2b\",\"owner\":\"pool-1-thread-2\"}")
        .endsWith("}]}]}");
  }

  @Test
  void should_count_fingerprints_and_tell_listeners_each_report() {
    open(directory);
    List<String> told = new ArrayList<>();
    Findings.addListener((race, fingerprint, text) -> told.add(fingerprint));
    Findings.addListener((race, fingerprint, text) -> {
      throw new IllegalStateException("ignored");
    });

    assertThat(Findings.report(Races.onBalance(17, 30))).isTrue();
    assertThat(Findings.report(Races.onBalance(18, 30))).isFalse();
    assertThat(Findings.report(Races.onMap())).isTrue();

    assertThat(Findings.count()).isEqualTo(2);
    assertThat(told).hasSize(3);
  }

  @Test
  void should_count_by_kind() throws IOException {
    open(directory);
    Findings.report(Races.onMap());
    assertThat(Findings.report(Deadlocks.ofTwo(17))).isTrue();
    assertThat(Findings.report(Deadlocks.ofTheSameTwo(18))).isFalse();
    assertThat(Findings.report(LockOrders.ofTwo(17))).isTrue();
    Findings.close(WATCHED);

    assertThat(Findings.count()).isEqualTo(3);
    assertThat(directory.resolve("race-report.json"))
        .content()
        .contains(
            "\"count\":2,\"sites\":[\"com.acme.Account.transfer(Account.java:17) / com.acme.Bank.close(")
        .contains("\"kind\":\"DEADLOCK\",\"message\":\"DEADLOCK: thread ")
        .contains("\"summary\":{\"DATA_RACE\":1,\"DEADLOCK\":1,\"LOCK_ORDER\":1,");
  }

  @Test
  void should_merge_all_jvms_into_one_report() throws IOException {
    open(directory);
    Findings.report(Races.onBalance(17, 30));
    Findings.report(Races.onBalance(18, 30));
    Findings.skipped("com.acme.Huge", "method \"run\" is too large");
    Findings.dropped("shadow slots reused", 2);
    Files.write(
        directory.resolve("race-1-1.jsonl"),
        List.of(
            "{\"jvm\":{\"pid\":1,\"java\":\"25\"}}",
            FindingJson.of(Races.onBalance(17, 31), Fingerprint.of(Races.onBalance(17, 31))),
            "{\"dropped\":{\"shadow slots reused\":5}}"));
    Files.writeString(
        directory.resolve("race-2-2.jsonl"),
        "{\"jvm\":{\"pid\":2,\"java\":\"25\"}}\n{\"fingerprint\":\"t");
    Findings.close(WATCHED);

    String report = Files.readString(directory.resolve("race-report.json"));

    assertThat(report)
        .startsWith("{\"schema\":1,\n\"tool\":{\"name\":\"RaceDetect\",\"version\":\""
            + Version.VALUE + "\"}")
        .contains(
            "{\"pid\":1,\"java\":\"25\",\"complete\":false}",
            "{\"pid\":2,\"java\":\"25\",\"complete\":false}")
        .contains(
            "\"complete\":true,\"watched\":{\"findings\":1,\"reports\":2,\"classes\":412,\"skipped\":3,")
        .containsOnlyOnce("{\"fingerprint\":\"")
        .contains("\"count\":3,\"sites\":[\"write com.acme.Account.deposit(Account.java:17) / ")
        .contains(
            "(Account.java:18) / ",
            "\"summary\":{\"DATA_RACE\":1,",
            "\"dropped\":{\"shadow slots reused\":7")
        .contains("{\"class\":\"com.acme.Huge\",\"why\":\"method \\\"run\\\" is too large\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\0",
        "<html>",
        "{\"fingerprint\":\"f\",\"count\":x,\"sites\":[\"s\"]}",
        "{\"fingerprint\":\"f\",\"count\":1}",
        "{\"fingerprint\":\"f\",\"count\":1,\"sites\":[\"s\"",
        "{\"jvm\":{}}",
        "{\"dropped\":{\"why\":{}}}",
        "{\"dropped\":5}",
        "{\"end\":null}"
      })
  void should_merge_what_is_whole_and_say_where_a_file_is_damaged(String line) throws IOException {
    open(directory);
    Files.write(
        directory.resolve("race-7-7.jsonl"),
        List.of(line, FindingJson.of(Races.onMap(), "m"), "{\"end\":{\"findings\":1}}"));
    Findings.close(WATCHED);

    String report = Files.readString(directory.resolve("race-report.json"));

    assertThat(Findings.failed()).isTrue();
    assertThat(JsonText.isObject(report.replace("\n", ""))).as(report).isTrue();
    assertThat(report)
        .contains(
            "{\"pid\":7,\"java\":null,\"complete\":false,\"watched\":{\"findings\":1},\"damage\":\"race-7-7.jsonl, line 1\"}",
            "{\"fingerprint\":\"m\"",
            "\"summary\":{\"DATA_RACE\":1,");
  }

  @Test
  void should_merge_without_a_file_that_can_not_be_read() throws IOException {
    open(directory);
    Files.createDirectory(directory.resolve("race-7-7.jsonl"));
    Findings.close(WATCHED);

    assertThat(Findings.failed()).isTrue();
    assertThat(directory.resolve("race-report.json"))
        .content()
        .contains("\"damage\":\"race-7-7.jsonl can't be read: ");
  }

  @Test
  void should_close_once() throws IOException {
    open(directory);
    Findings.close(WATCHED);
    Findings.close(WATCHED);

    assertThat(Files.readAllLines(onlyFile()))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("{\"end\":{\"findings\":0");
  }

  @Test
  void should_fail_but_go_on_when_the_directory_is_not_writable() throws IOException {
    Path notADirectory = Files.writeString(directory.resolve("file"), "");

    open(notADirectory);

    assertThat(Findings.report(Races.onMap())).isTrue();
    assertThat(Findings.failed()).isTrue();
    assertThat(Findings.count()).isEqualTo(1);
    Findings.close(WATCHED);
  }

  @Test
  void should_summarize_in_one_line() {
    StringBuilder text = new StringBuilder();

    Summary.append(text, List.of(Finding.Kind.DATA_RACE, Finding.Kind.DATA_RACE), 3, WATCHED);

    assertThat(text)
        .hasToString(
            "RaceDetect: 2 data races (at 3 pairs of sites). Watched 412 classes (3 skipped), 57 threads, 1.2 M checks in"
                + " 3.4 s; self-test passed.");
  }

  @Test
  void should_name_what_was_not_checked_as_far_as_there_is_room() {
    StringBuilder text = new StringBuilder();

    Summary.appendUnwatched(text, List.of("a.B (too big)"), 3);

    assertThat(text)
        .hasToString("RaceDetect: not checked: a.B (too big)\n"
            + "RaceDetect: not checked: 2 more, which the report names\n");
  }

  @Test
  void should_summarize_each_kind() {
    StringBuilder text = new StringBuilder();
    List<Finding.Kind> found = List.of(Finding.Kind.DATA_RACE, Finding.Kind.DEADLOCK);

    Summary.appendFound(text, found);
    Summary.append(text, found, 2, WATCHED);

    assertThat(text)
        .asString()
        .startsWith("Found 1 data race(s), 1 deadlock(s)\nRaceDetect: 1 data race, 1 deadlock. W");
  }

  @Test
  void should_have_the_version_of_the_build() {
    assertThat(Version.VALUE).isEqualTo(System.getProperty("project.version"));
  }

  private static void open(Path directory) {
    Findings.open(
        Options.defaults().with(Option.REPORT, directory.toString()).with(Option.PRINT, "false"));
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".jsonl")).findFirst().orElseThrow();
    }
  }
}
