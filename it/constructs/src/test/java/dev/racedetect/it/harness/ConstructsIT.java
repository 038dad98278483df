package dev.racedetect.it.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs all cases on the packaged agent: in the order of the source, shuffled, and without the agent. */
class ConstructsIT {
  private final ForkedRun.Setup setup = ForkedRun.Setup.fromSystemProperties();

  @TestFactory
  Stream<DynamicNode> should_judge_every_case_rightly() throws IOException, InterruptedException {
    List<DynamicNode> runs = new ArrayList<>();
    for (Path java : launchers()) {
      runs.add(judged(new ForkedRun(setup, java, "plain", "--plain")));
      runs.add(judged(new ForkedRun(setup, java, "ordered")));
      for (int i = 0; i < Integer.getInteger("race.it.shuffles", 1); i++) {
        String seed = Long.toString(System.nanoTime());
        runs.add(judged(new ForkedRun(setup, java, "shuffled by " + seed, "--seed", seed)));
      }
    }
    return runs.stream();
  }

  private static List<Path> launchers() {
    List<Path> launchers =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")));
    for (String more : System.getProperty("race.it.java", "").split(File.pathSeparator)) {
      if (!more.isBlank()) {
        launchers.add(Path.of(more));
      }
    }
    return launchers;
  }

  private static DynamicContainer judged(ForkedRun run) throws IOException, InterruptedException {
    List<Result> results = run.results();
    System.out.println(Table.of(run.name(), results));
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(dynamicTest("ends", () -> assertThat(run.failure()).isEmpty()));
    byGroup(results)
        .forEach((group, members) -> tests.add(dynamicTest(group, () -> assertRight(members))));
    return dynamicContainer(run.name(), tests);
  }

  private static Map<String, List<Result>> byGroup(List<Result> results) {
    Map<String, List<Result>> groups = new TreeMap<>();
    for (Result result : results) {
      groups.computeIfAbsent(result.group(), group -> new ArrayList<>()).add(result);
    }
    return groups;
  }

  private static void assertRight(List<Result> results) {
    assertThat(results).isNotEmpty();
    assertThat(results).filteredOn(result -> !result.outcome().passes()).isEmpty();
  }
}
