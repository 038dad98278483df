package dev.racedetect.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs at a limit of the JVM end as they do without the agent, and are watched. */
class ExtremesIT {
  @TempDir
  private Path directory;

  @Test
  void should_follow_10000_threads() throws Exception {
    Run run = run(List.of(), "threads");

    assertThat(run.out()).isEqualToIgnoringNewLines("counted 10000");
    assertThat(run.err()).startsWith("RaceDetect: no data race.").hasLineCount(1);
    assertThat(run.err()).containsPattern(" 1000\\d threads");
    assertThat(run.status()).isZero();
  }

  @Test
  void should_let_the_stack_overflow() throws Exception {
    Run run = run(List.of(), "overflow");

    assertThat(run.out()).isEqualToIgnoringNewLines("overflows 100, deep enough true");
    assertThat(run.err()).contains("RaceDetect: no data race.").doesNotContain("Exception");
    assertThat(run.status()).isZero();
  }

  @Test
  void should_not_lose_an_edge_where_the_stack_overflows() throws Exception {
    Run run = run(List.of(), "locked-overflow");

    assertThat(run.out()).isEqualToIgnoringNewLines("counted");
    assertThat(run.err()).contains("RaceDetect: no data race.");
    assertThat(run.status()).isZero();
  }

  @Test
  void should_not_lose_an_edge_of_a_volatile_where_the_stack_overflows() throws Exception {
    Run run = run(List.of(), "volatile-overflow");

    assertThat(run.out()).isEqualToIgnoringNewLines("counted");
    assertThat(run.err()).contains("RaceDetect: no data race.");
    assertThat(run.status()).isZero();
  }

  @Test
  void should_keep_deep_stacks_in_a_small_heap() throws Exception {
    Run run = run(List.of("-Xmx64m"), "contexts");

    assertThat(run.out()).isEqualToIgnoringNewLines("counted 32768");
    assertThat(run.err()).startsWith("RaceDetect: no data race.").hasLineCount(1);
    assertThat(run.status()).isZero();
  }

  @Test
  void should_end_when_a_hook_calls_exit() throws Exception {
    Run run = run(List.of(), "exit-in-hook");

    assertThat(run.out()).isEqualToIgnoringNewLines("hook");
    assertThat(run.err()).startsWith("RaceDetect: no data race.");
    assertThat(run.status()).isEqualTo(4);
  }

  @Test
  void should_check_the_classes_of_a_program_s_own_loader() throws Exception {
    Run run = run(List.of(), "loader");

    assertThat(run.out()).isEqualToIgnoringNewLines("[true, true, true, true]");
    assertThat(run.err()).contains("Extremes$Isolated.count by thread");
    assertThat(run.status()).isEqualTo(66);
  }

  @Test
  void should_keep_the_findings_of_a_program_that_hangs() throws Exception {
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    Process process = new ProcessBuilder(command(List.of(), "hang"))
        .directory(directory.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
    try {
      while (!Files.readString(out).contains("hanging") && process.isAlive()) {
        Thread.sleep(20);
      }
      assertThat(Files.readString(err)).contains("WARNING: DATA RACE");
      process.destroy(); // as a build that gives up on it
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(err)).contains("Found 1 data race(s)");
      assertThat(directory.resolve("target/race/race-report.json"))
          .content()
          .contains("Program.racy", "\"complete\":true");
    } finally {
      process.destroyForcibly();
    }
  }

  private Run run(List<String> jvm, String program) throws IOException, InterruptedException {
    return Run.of(directory, command(jvm, program));
  }

  private static List<String> command(List<String> jvm, String program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.add(Run.agent(Run.AGENT, ""));
    command.addAll(
        List.of("-cp", Path.of("target/test-classes").toAbsolutePath().toString()));
    command.addAll(List.of(Extremes.class.getName(), program));
    return command;
  }
}
