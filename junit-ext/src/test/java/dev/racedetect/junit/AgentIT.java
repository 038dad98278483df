package dev.racedetect.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentIT {
  private static final String[] PARALLEL = {
    "-Djunit.jupiter.execution.parallel.enabled=true",
    "-Djunit.jupiter.execution.parallel.config.strategy=fixed",
    "-Djunit.jupiter.execution.parallel.config.fixed.parallelism=3"
  };

  @ParameterizedTest
  @ValueSource(strings = {"5.8.2", "5.14.4", "6.1.3"})
  void should_watch_tests_that_are_not_annotated(String junit)
      throws IOException, InterruptedException {
    Fork fork = new Fork("UnannotatedScenario").onJUnit(junit).with(agent()).run();

    assertThat(fork.failed()).as(fork.toString()).containsExactly("race");
    assertThat(fork.passed()).containsExactly("no_race");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.8.2", "5.14.4", "6.1.3"})
  void should_attribute_races_of_parallel_tests(String junit)
      throws IOException, InterruptedException {
    Fork fork =
        new Fork("ParallelScenario").onJUnit(junit).with(PARALLEL).with(agent()).run();

    assertThat(fork.failed()).as(fork.toString()).containsExactly("race_in_the_pool");
    assertThat(fork.passed()).hasSize(3);
  }

  @Test
  void should_attribute_races_between_threads_of_a_shared_pool()
      throws IOException, InterruptedException {
    Fork fork = new Fork("PoolScenario").with(PARALLEL).with(agent()).run();

    assertThat(fork.failed())
        .as(fork.toString())
        .containsExactly("race_between_tasks", "race_between_tasks_of_tasks");
    assertThat(fork.passed()).containsExactly("no_race");
  }

  @Test
  void should_end_and_fail_tests_that_deadlock() throws IOException, InterruptedException {
    Fork fork = new Fork("DeadlockScenario").with(agent()).run();

    assertThat(fork.failed())
        .as(fork.toString())
        .containsExactlyInAnyOrder("deadlock_of_two_threads", "deadlock_with_the_test_itself");
    assertThat(fork.passed()).containsExactly("no_deadlock");
    assertThat(fork.output())
        .containsPattern(
            "DEADLOCK: thread \"(one|two)\" \\(id \\d+\\) waits for lock java.lang.Object@")
        .contains("Found 1 deadlock(s)\nRaceDetect: 1 deadlock. Watched");
  }

  @Test
  void should_refuse_to_run_with_an_agent_of_another_version()
      throws IOException, InterruptedException {
    Fork fork = new Fork("UnannotatedScenario")
        .with("-javaagent:" + Fork.agentOfAnotherVersion())
        .run();

    assertThat(fork.outcomes()).as(fork.toString()).isEmpty();
    assertThat(fork.output()).contains("and race-agent is version 9; use the same version of both");
    assertThat(fork.exit()).isNotZero();
  }

  @Test
  void should_end_with_the_exit_status_of_a_race() throws IOException, InterruptedException {
    assertThat(new Fork("UnannotatedScenario").with(agent()).run().exit()).isEqualTo(66);
    assertThat(
            new Fork("UnannotatedScenario").with(agent() + "=exitcode=0").run().exit())
        .isZero();
  }

  private static String agent() {
    return "-javaagent:" + Fork.AGENT;
  }
}
