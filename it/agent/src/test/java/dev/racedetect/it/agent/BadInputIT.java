package dev.racedetect.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong around the program: one message that says what, where and what mends it, and no status of success. */
class BadInputIT {
  @TempDir
  private Path directory;

  @Test
  void should_refuse_an_unknown_option() throws Exception {
    Run run = run("inclde=x", "race");

    assertThat(run.err())
        .startsWith("RaceDetect: unknown option \"inclde\"; the options are include, ");
    assertThat(run.status()).isNotZero();
    assertThat(run.out()).isEmpty();
  }

  @Test
  void should_print_and_fail_when_it_can_not_write() throws Exception {
    Files.createFile(directory.resolve("file"));

    Run run = run("report=file/race", "race");

    assertThat(run.err())
        .containsOnlyOnce("RaceDetect: findings can't be written to ")
        .contains("WARNING: DATA RACE");
    assertThat(run.status()).isEqualTo(66);
  }

  @Test
  void should_fail_without_a_race_too_when_it_can_not_write() throws Exception {
    Files.createFile(directory.resolve("file"));

    assertThat(run("report=file/race", "no-race").status()).isEqualTo(66);
  }

  @Test
  void should_refuse_a_second_agent_of_another_version() throws Exception {
    Path other = ofAnotherVersion(directory.resolve("race-agent-9.jar"));

    Run run = Run.of(directory, List.of(Run.agent(Run.AGENT, ""), Run.agent(other, "")), "race");

    assertThat(run.err())
        .contains("RaceDetect: two agents of different versions", "race-agent-9.jar");
    assertThat(run.status()).isNotZero();
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exitcode=256", "halt=yes", "include", "print=true,print=false"})
  void should_refuse_a_value_that_means_nothing(String options) throws Exception {
    Run run = run(options, "race");

    assertThat(run.err()).startsWith("RaceDetect: option \"" + options.split("[=,]")[0] + "\" ");
    assertThat(run.status()).isNotZero();
    assertThat(run.out()).isEmpty();
  }

  @Test
  void should_not_start_when_the_agent_jar_is_missing() throws Exception {
    Path missing = directory.resolve("race-agent.jar");

    Run run = Run.of(directory, List.of(Run.agent(missing, "")), "race");

    assertThat(run.err()).contains(missing.toString());
    assertThat(run.status()).isNotZero();
    assertThat(run.out()).doesNotContain("done");
  }

  @Test
  void should_refuse_a_race_junit_jar_that_is_missing() throws Exception {
    Run run = run("junit=no/race-junit.jar", "race");

    assertThat(run.err()).contains("RaceDetect: the race-junit jar no/race-junit.jar");
    assertThat(run.status()).isNotZero();
    assertThat(run.out()).isEmpty();
  }

  @Test
  void should_fail_when_not_one_class_was_checked() throws Exception {
    Run run = run("exclude=*.Program", "no-race");

    assertThat(run.err()).contains("RaceDetect: not one class was checked", "include=");
    assertThat(run.status()).isEqualTo(66);
  }

  @Test
  void should_name_a_class_that_can_not_be_transformed_and_run_it_as_it_is() throws Exception {
    FullClass.write(directory);

    Run run = run("", "untransformable", "race");

    assertThat(run.out()).isEqualTo("done untransformable\ndone race\n");
    assertThat(run.err())
        .contains(
            "Watched 2 classes (1 skipped)",
            "RaceDetect: not checked: Full (has more fields",
            "Found 1 data race(s)")
        .doesNotContain("Exception", "Error");
    assertThat(directory.resolve("target/race/race-report.json"))
        .content()
        .containsPattern("\\{\"class\":\"Full\",\"why\":\"has more fields [^\"]+\"}");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void should_print_and_fail_when_the_disk_is_full() throws Exception {
    // The file holds a finding or two and a torn line; the pipe keeps the limit off the output.
    String limited = "{ (ulimit -f 4; \"$@\") 2>&1; echo status $?; } | cat";
    List<String> command = new ArrayList<>(List.of("sh", "-c", limited, "-"));
    command.addAll(Run.command(
        List.of("-XX:-UsePerfData", Run.agent(Run.AGENT, "")), "race", "other-race", "third-race"));

    Run run = Run.of(directory, command);

    assertThat(run.out())
        .containsOnlyOnce("RaceDetect: findings can't be written to ")
        .contains(
            "disk not full",
            "Found 3 data race(s)",
            "No report: it could not be written.",
            "status 66");
  }

  @Test
  void should_name_a_damaged_file_of_another_jvm() throws Exception {
    run("", "race");
    Files.writeString(directory.resolve("target/race/race-7-7.jsonl"), "\0\0\0\0\n");

    Run run = run("", "no-race");

    assertThat(run.err())
        .containsOnlyOnce("RaceDetect: a findings file is damaged: race-7-7.jsonl, line 1.");
    assertThat(run.status()).isEqualTo(66);
    assertThat(directory.resolve("target/race/race-report.json"))
        .content()
        .contains("\"DATA_RACE\":1", "\"damage\":\"race-7-7.jsonl, line 1\"");
  }

  private Run run(String options, String... arguments) throws IOException, InterruptedException {
    return Run.of(directory, List.of(Run.agent(Run.AGENT, options)), arguments);
  }

  private static Path ofAnotherVersion(Path copy) throws IOException {
    Files.copy(Run.AGENT, copy);
    try (FileSystem jar = FileSystems.newFileSystem(copy)) {
      Path manifest = jar.getPath("META-INF/MANIFEST.MF");
      Files.writeString(
          manifest,
          Files.readString(manifest)
              .replaceFirst("(Implementation-Version: )\\S+", "$19")
              .replaceFirst("(Boot-Class-Path: )\\S+", "$1" + copy.getFileName()));
    }
    return copy;
  }
}
