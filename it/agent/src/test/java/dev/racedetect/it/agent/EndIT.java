package dev.racedetect.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that was found is lost, however a program ends. */
class EndIT {
  @TempDir
  private Path directory;

  @Test
  void should_report_when_the_program_exits() throws Exception {
    Run run = run("race", "3");

    assertReported(run);
    assertThat(run.status()).isEqualTo(66);
  }

  @Test
  void should_report_when_an_exception_ends_the_program() throws Exception {
    Run run = run("race", "exception");

    assertReported(run);
    assertThat(run.err())
        .contains("Exception in thread \"main\" java.lang.IllegalStateException: of the program");
    assertThat(run.status()).isEqualTo(66);
  }

  @Test
  void should_leave_the_status_of_an_exception_without_a_race() throws Exception {
    assertThat(run("no-race", "exception").status()).isEqualTo(1);
  }

  @Test
  void should_order_a_shutdown_hook_after_the_threads_that_have_ended() throws Exception {
    Run run = run("hook");

    assertThat(run.out()).contains("3");
    assertThat(run.err()).doesNotContain("DATA RACE");
    assertThat(run.status()).isZero();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where a process can't be told to end
  @Timeout(60)
  void should_report_when_told_to_end() throws Exception {
    Process process = startAndWait();

    process.destroy();

    Run run = Run.end(directory, process);
    assertReported(run);
    assertThat(run.status()).isEqualTo(66);
  }

  @Test
  void should_keep_the_findings_of_a_halted_jvm() throws Exception {
    run("race", "halt");

    assertKept();
  }

  @Test
  @Timeout(60)
  void should_keep_the_findings_of_a_killed_jvm() throws Exception {
    Process process = startAndWait();

    process.destroyForcibly();

    assertThat(Run.end(directory, process).err()).contains("WARNING: DATA RACE");
    assertKept();
  }

  @Test
  void should_merge_what_a_killed_jvm_kept() throws Exception {
    run("race", "halt");
    run("no-race");

    assertThat(directory.resolve("target/race/race-report.json"))
        .content()
        .contains("\"complete\":false", "\"complete\":true", "\"DATA_RACE\":1");
  }

  private void assertReported(Run run) {
    assertThat(run.err())
        .containsOnlyOnce("WARNING: DATA RACE\n")
        .contains("\nFound 1 data race(s)\nRaceDetect: 1 data race");
    assertThat(directory.resolve("target/race/race-report.json"))
        .content()
        .contains("\"complete\":true", "\"DATA_RACE\":1");
  }

  private void assertKept() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("target/race"))) {
      assertThat(files.filter(f -> f.toString().endsWith(".jsonl")))
          .singleElement()
          .satisfies(
              f -> assertThat(f).content().contains("Program.racy").doesNotContain("{\"end\":"));
    }
  }

  private Process startAndWait() throws Exception {
    List<String> command = Run.command(agent(), "race", "until-killed");
    Process process = Run.start(directory, command);
    while (process.isAlive()
        && !Files.readString(directory.resolve("out.txt")).contains("waiting")) {
      Thread.sleep(20);
    }
    return process;
  }

  private Run run(String... arguments) throws IOException, InterruptedException {
    return Run.of(directory, agent(), arguments);
  }

  private static List<String> agent() {
    return List.of(Run.agent(Run.AGENT, ""));
  }
}
