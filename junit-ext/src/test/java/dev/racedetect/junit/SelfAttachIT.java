package dev.racedetect.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfAttachIT {
  @ParameterizedTest
  @ValueSource(strings = {"5.8.2", "5.14.4", "6.1.3"})
  void should_fail_exactly_the_racy_tests(String junit) throws IOException, InterruptedException {
    Fork fork = new Fork("AnnotatedScenario").onJUnit(junit).run();

    assertThat(fork.failed())
        .as(fork.toString())
        .containsExactly(
            "dynamic[1]",
            "parameterized(boolean)[2]",
            "race",
            "race",
            "race_inherited",
            "repeated(RepetitionInfo)[2]");
    assertThat(fork.passed())
        .as(fork.toString())
        .containsExactly(
            "dynamic[2]",
            "no_race",
            "no_race_active",
            "no_race_with_a_timeout_in_another_thread",
            "parameterized(boolean)[1]",
            "repeated(RepetitionInfo)[1]");
  }

  @Test
  void should_tell_both_stacks() throws IOException, InterruptedException {
    Fork fork = new Fork("AnnotatedScenario").run();

    assertThat(fork.output())
        .contains("DATA RACE on com.acme.bank.Account.balance")
        .containsPattern(
            "AssertionFailedError: DATA RACE on [^\\n]*\\n==================\\nWARNING: DATA RACE")
        .containsPattern("\\tat com.acme.bank.Account.deposit\\(Account.java:8\\)")
        .containsPattern(
            "Caused by: java.lang.Throwable: previous (read|write)[^\\n]*\\n\\tat com.acme.bank.Account.deposit");
  }

  @Test
  void should_not_attach_when_no_test_asks() throws IOException, InterruptedException {
    Fork fork = new Fork("OneUserScenario").run();

    assertThat(fork.passed()).as(fork.toString()).containsExactly("no_race_inactive");
  }

  @Test
  void should_watch_every_test_on_request() throws IOException, InterruptedException {
    Fork fork =
        new Fork("UnannotatedScenario").onJUnit("5.14.4").with("-Drace=true").run();

    assertThat(fork.failed()).as(fork.toString()).containsExactly("race");
    assertThat(fork.passed()).containsExactly("no_race");
  }

  @Test
  void should_fail_each_test_and_say_why_when_attaching_is_impossible()
      throws IOException, InterruptedException {
    Fork fork =
        new Fork("AnnotatedScenario").with("-XX:+DisableAttachMechanism").run();

    assertThat(fork.passed()).as(fork.toString()).isEmpty();
    assertThat(fork.failed()).contains("no_race");
    assertThat(fork.output())
        .contains("@RaceDetect without race detection", "-javaagent:" + Fork.AGENT);
  }

  @Test
  void should_fail_each_test_and_say_why_when_there_is_no_agent()
      throws IOException, InterruptedException {
    Fork fork = new Fork("AnnotatedScenario").withAgentOnClassPath("").run();

    assertThat(fork.passed()).as(fork.toString()).isEmpty();
    assertThat(fork.output())
        .contains("@RaceDetect without race detection: race-agent is not on the class path");
  }

  @Test
  void should_fail_each_test_and_say_why_when_the_agent_is_of_another_version()
      throws IOException, InterruptedException {
    Fork fork = new Fork("AnnotatedScenario")
        .withAgentOnClassPath(Fork.agentOfAnotherVersion())
        .run();

    assertThat(fork.passed()).as(fork.toString()).isEmpty();
    assertThat(fork.output())
        .contains("@RaceDetect without race detection: race-junit is version ")
        .contains("and race-agent is version 9; use the same version of both");
  }

  @Test
  void should_fail_each_test_and_say_why_when_an_option_is_unknown()
      throws IOException, InterruptedException {
    Fork fork = new Fork("AnnotatedScenario").with("-Drace.inclde=com.acme.*").run();

    assertThat(fork.passed()).as(fork.toString()).isEmpty();
    assertThat(fork.output())
        .contains(
            "@RaceDetect without race detection: unknown option -Drace.inclde; the options are");
  }

  @Test
  void should_take_options_from_properties() throws IOException, InterruptedException {
    Fork fork = new Fork("AnnotatedScenario")
        .with("-Drace.exclude=com.acme.bank.Account*")
        .run();

    assertThat(fork.passed()).as(fork.toString()).contains("no_race", "race");
  }

  @Test
  void should_run_unwatched_when_skipped() throws IOException, InterruptedException {
    Fork fork = new Fork("AnnotatedScenario").with("-Drace.skip=true").run();

    assertThat(fork.failed()).as(fork.toString()).containsExactly("no_race_active");
  }

  @Test
  void should_fail_the_class_for_a_race_with_a_leaked_thread()
      throws IOException, InterruptedException {
    Fork fork = new Fork("LeakScenario").run();

    assertThat(fork.passed()).as(fork.toString()).containsExactly("no_race_yet");
    assertThat(fork.failed()).containsExactly("com.acme.bank.LeakScenario");
  }
}
