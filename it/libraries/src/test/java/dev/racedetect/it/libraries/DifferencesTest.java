package dev.racedetect.it.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {
  private final Differences differences = new Differences();

  @Test
  void should_blame_the_agent_for_a_test_that_fails_with_it_only_more_than_once() {
    runs("SUCCESSFUL", "FAILED");
    runs("SUCCESSFUL", "SUCCESSFUL");
    runs("SUCCESSFUL", "FAILED");

    assertThat(differences.madeByTheAgent()).containsExactly("a");
  }

  @Test
  void should_not_blame_it_for_a_test_that_fails_without_it_too() {
    runs("SUCCESSFUL", "FAILED");
    runs("FAILED", "FAILED");
    runs("SUCCESSFUL", "FAILED");

    assertThat(differences.madeByTheAgent()).isEmpty();
    assertThat(differences.successfulWithout()).containsExactly("a");
  }

  @Test
  void should_not_blame_it_for_a_single_failure_but_tell_of_it() {
    runs("SUCCESSFUL", "FAILED");
    runs("SUCCESSFUL", "SUCCESSFUL");

    assertThat(differences.madeByTheAgent()).isEmpty();
    assertThat(differences.lines())
        .containsExactly(
            "a: [SUCCESSFUL, SUCCESSFUL] without the agent, [FAILED, SUCCESSFUL]" + " with it");
  }

  @Test
  void should_blame_it_for_a_test_that_does_not_run_with_it() {
    runs("SUCCESSFUL", null);
    runs("SUCCESSFUL", null);

    assertThat(differences.madeByTheAgent()).containsExactly("a");
  }

  @Test
  void should_not_know_tests_that_always_end_alike() {
    runs("FAILED", "FAILED");

    assertThat(differences.ids()).isEmpty();
  }

  private void runs(String plain, String watched) {
    differences.add(outcome(plain), outcome(watched));
  }

  private static Map<String, String> outcome(String of) {
    Map<String, String> outcomes = new HashMap<>();
    if (of != null) {
      outcomes.put("a", of);
    }
    return outcomes;
  }
}
