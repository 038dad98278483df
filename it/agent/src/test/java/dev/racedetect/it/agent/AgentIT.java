package dev.racedetect.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentIT {
  @TempDir
  private Path directory;

  @Test
  void should_report_and_end_with_status_66() throws Exception {
    Run run = run("", "race");

    assertThat(run.err())
        .contains("WARNING: DATA RACE\n")
        .containsPattern(
            "(Read|Write) of dev.racedetect.it.agent.Program.racy by thread \"(one|two)\"")
        .containsPattern("Previous (read|write) of dev.racedetect.it.agent.Program.racy by thread")
        .contains("Thread \"one\" (id ", "Thread \"two\" (id ")
        .contains(
            "\nFound 1 data race(s)\nRaceDetect: 1 data race", " Watched 1 classes (0 skipped)")
        .contains("self-test passed. Report: target/race/race-report.json\n");
    assertThat(run.status()).isEqualTo(66);
    assertThat(run.out()).isEqualToNormalizingNewlines("done race\n");
    assertThat(directory.resolve("target/race/race-report.json"))
        .content()
        .contains("\"complete\":true", "\"DATA_RACE\":1");
  }

  @Test
  void should_be_quiet_without_a_race() throws Exception {
    Run run = run("", "no-race", "3");

    assertThat(run.err())
        .startsWith("RaceDetect: no data race. Watched 1 classes")
        .hasLineCount(1);
    assertThat(run.status()).isEqualTo(3);
  }

  @Test
  void should_leave_the_status_when_told_to() throws Exception {
    assertThat(run("exitcode=0", "race", "3").status()).isEqualTo(3);
  }

  @Test
  void should_not_print_reports_when_told_not_to() throws Exception {
    Run run = run("print=false", "race");

    assertThat(run.err()).doesNotContain("WARNING").contains("Found 1 data race(s)");
    assertThat(run.status()).isEqualTo(66);
  }

  @Test
  void should_break_a_deadlock() throws Exception {
    Run run = run("", "deadlock");

    assertThat(run.out()).contains("free");
    assertThat(run.err())
        .containsOnlyOnce("WARNING: DEADLOCK\n")
        .containsPattern(
            "Exception in thread \"(one|two)\" dev.racedetect.runtime.DeadlockDetectedError: D")
        .contains("\nFound 1 deadlock(s)\nRaceDetect: 1 deadlock. Watched");
    assertThat(run.status()).isEqualTo(66);
    assertThat(directory.resolve("target/race/race-report.json"))
        .content()
        .contains("\"DEADLOCK\":1");
  }

  @Test
  void should_leave_a_deadlock_when_told_to() throws Exception {
    Run run = run("deadlock=report", "deadlock");

    assertThat(run.out()).contains("stuck");
    assertThat(run.err())
        .contains("WARNING: DEADLOCK\n")
        .contains("RaceDetect: 1 deadlock. Watched");
    assertThat(run.status()).isEqualTo(66);
  }

  @Test
  void should_look_for_no_deadlock_when_told_not_to() throws Exception {
    Run run = run("deadlock=off,lockorder=false", "deadlock");

    assertThat(run.out()).contains("stuck");
    assertThat(run.err()).startsWith("RaceDetect: no data race. Watched");
    assertThat(run.status()).isZero();
  }

  @Test
  void should_end_at_the_first_finding_when_told_to() throws Exception {
    Run run = run("halt=true", "race", "other-race");

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Found 1 data race(s)");
    assertThat(run.status()).isEqualTo(66);
  }

  @Test
  void should_check_the_included_only_when_there_are_roots() throws Exception {
    assertThat(run("roots=/nowhere,exitcode=0", "race").err()).doesNotContain("DATA RACE");
    assertThat(run("roots=/nowhere,include=dev.racedetect.it.*", "race").status())
        .isEqualTo(66);
    assertThat(run("exclude=*.Program,exitcode=0", "race").err()).doesNotContain("DATA RACE");
  }

  @Test
  void should_work_under_another_name() throws Exception {
    Path renamed = Files.copy(Run.AGENT, directory.resolve("other name.jar"));

    assertThat(Run.of(directory, List.of(Run.agent(renamed, "")), "race").status())
        .isEqualTo(66);
  }

  @Test
  void should_ignore_a_second_agent_of_the_same_version() throws Exception {
    Run run = Run.of(
        directory, List.of(Run.agent(Run.AGENT, ""), Run.agent(Run.AGENT, "exitcode=1")), "race");

    assertThat(run.err()).containsOnlyOnce("Found 1 data race(s)");
    assertThat(run.status()).isEqualTo(66);
  }

  private Run run(String options, String... arguments) throws IOException, InterruptedException {
    return Run.of(directory, List.of(Run.agent(Run.AGENT, options)), arguments);
  }
}
