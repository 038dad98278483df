package dev.racedetect.it.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Test suites that others published, with the libraries they test as checked code, end with the agent as without it,
 * test by test; and each race that is reported is one that docs/triage.md shows to be true.
 */
class SuitesIT {
  private static final String RUN = System.getProperty("race.it.suites");
  private static final boolean SHORT = !RUN.equals("full");

  /** Its tests wait by the clock: which of their races happen, and on a busy machine which tests pass, differs. */
  private static final String TIMED = "commons-pool2";

  /** A test with a clock in it fails now and then without the agent too: all that differ are run again so often. */
  private static final int AGAIN = 3;

  private static final int MINUTES = SHORT ? 10 : 60;

  @ParameterizedTest
  @CsvSource({
    "commons-pool2, org.apache.commons.pool2, 60, 150",
    "commons-lang3, org.apache.commons.lang3, 100, 1000",
    "commons-collections4, org.apache.commons.collections4, 100, 3000",
  })
  void should_behave_as_without_the_agent(
      String name, String checked, int fewestClasses, int fewestTests) throws Exception {
    assumeTrue(!RUN.equals("none"), "left out by -Drace.it.suites=none");
    assumeTrue(
        !name.equals(TIMED) || !RUN.equals("short"), "left to -Drace.it.suites=timed and full");
    Suite suite = Suite.read(name);
    Path directory = Fork.directory("suites", name);
    List<String> agent =
        List.of(Fork.agent("include=" + checked + ".*,report=race,exitcode=0,print=false"));

    Map<String, String> plain = run(suite, directory.resolve("plain"), List.of(), Set.of());
    Map<String, String> watched = run(suite, directory.resolve("agent"), agent, Set.of());
    JsonNode report = SuiteResult.report(directory.resolve("agent"));
    System.out.println(name + ": " + SuiteResult.counts(plain) + " without the agent, "
        + SuiteResult.counts(watched) + " with it; " + SuiteResult.races(report));

    Differences differences = new Differences();
    differences.add(plain, watched);
    for (int i = 1; i <= AGAIN && !differences.ids().isEmpty(); i++) {
      differences.add(
          run(suite, directory.resolve("plain-" + i), List.of(), differences.ids()),
          run(suite, directory.resolve("agent-" + i), agent, differences.ids()));
    }
    differences.lines().forEach(line -> System.out.println(name + ": not alike: " + line));
    differences.successfulWithout().forEach(id -> plain.put(id, "SUCCESSFUL"));
    assertThat(differences.madeByTheAgent()).as("fail with the agent only").isEmpty();
    assertThat(SuiteResult.counts(plain).get("SUCCESSFUL")).isGreaterThan(fewestTests);
    assertThat(SuiteResult.counts(plain)).doesNotContainKey("FAILED");
    assertThat(suite.triaged()).containsAll(SuiteResult.races(report));
    assertThat(SuiteResult.races(report)).containsAll(suite.always());
    assertThat(report.at("/jvms/0/watched/classes").asInt()).isGreaterThan(fewestClasses);
    assertThat(report.at("/jvms/0/watched/skipped").asInt()).isZero();
    assertThat(report.at("/jvms/0/complete").asBoolean()).isTrue();
    assertThat(report.at("/summary/notInstrumented")).isEmpty();
  }

  private static Map<String, String> run(
      Suite suite, Path directory, List<String> agent, Set<String> only)
      throws IOException, InterruptedException {
    SuiteResult.clear(directory); // an earlier build's findings would be merged
    // Where the project keeps the files that its tests read.
    Path classes = directory.resolve("src/test/resources");
    List<String> classPath = new ArrayList<>();
    classPath.add(classes.toString());
    for (String entry : Fork.classPath()) {
      if (Path.of(entry).getFileName().toString().matches(suite.name() + "-[\\d.]+-tests\\.jar")) {
        extract(Path.of(entry), classes);
      } else {
        classPath.add(entry);
      }
    }
    List<String> jvm = new ArrayList<>(suite.jvmOptions());
    jvm.add("-Xmx1g");
    jvm.addAll(agent);
    jvm.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
    List<String> main = new ArrayList<>(List.of(
        SuiteRun.class.getName(),
        SuiteResult.OUTCOMES,
        classes.toString(),
        suite.classes(),
        suite.leftOut(SHORT)));
    only.forEach(id -> main.add(id.substring(id.indexOf(' ') + 1)));
    Fork.run(directory, directory.resolve("output.txt"), jvm, main, MINUTES);
    return SuiteResult.outcomes(directory);
  }

  private static void extract(Path jar, Path directory) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        Path target = directory.resolve(entry.getName()).normalize();
        if (entry.isDirectory() || !target.startsWith(directory)) {
          continue;
        }
        Files.createDirectories(target.getParent());
        Files.write(target, file.getInputStream(entry).readAllBytes());
      }
    }
  }
}
