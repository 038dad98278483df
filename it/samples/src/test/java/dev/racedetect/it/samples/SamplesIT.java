package dev.racedetect.it.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesIT {
  private static final Path SAMPLES = Path.of(System.getProperty("race.it.samples"));
  private static final String ON =
      "dev.racedetect:race-maven-plugin:" + System.getProperty("race.it.version") + ":on";

  static List<String> racy() throws IOException {
    return samples().filter(name -> !name.endsWith("-fixed")).toList();
  }

  static List<String> fixed() throws IOException {
    return samples().filter(name -> name.endsWith("-fixed")).toList();
  }

  private static Stream<String> samples() throws IOException {
    try (Stream<Path> directories = Files.list(SAMPLES)) {
      return directories
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void should_have_a_fixed_twin_of_each_sample() throws IOException {
    assertThat(racy()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(fixed()).isEqualTo(racy().stream().map(name -> name + "-fixed").toList());
  }

  @ParameterizedTest
  @MethodSource("racy")
  void should_report_what_the_sample_promises(String name)
      throws IOException, InterruptedException {
    Path sample = SAMPLES.resolve(name);

    Build build = Build.run(sample, "verify", "-Prace");

    String promised = Files.readString(sample.resolve("expected-report.txt"));
    Set<String> expected = Reports.of(promised);
    String kind = promised.contains("WARNING: DEADLOCK")
        ? "DEADLOCK"
        : promised.contains("WARNING: LOCK ORDER") ? "LOCK_ORDER" : "DATA_RACE";
    assertThat(build.succeeded()).as(build.output()).isFalse();
    assertThat(Reports.of(build.output())).as(build.output()).isEqualTo(expected);
    assertThat(build.file("target/race/race-report.json"))
        .content()
        .containsPattern('"' + kind + "\" ?: ?" + expected.size() + ',');
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void should_pass_once_fixed(String name) throws IOException, InterruptedException {
    Build build = Build.run(SAMPLES.resolve(name), "verify", "-Prace");

    assertThat(build.succeeded()).as(build.output()).isTrue();
    assertThat(Reports.of(build.output())).isEmpty();
  }

  @Test
  void should_need_no_profile() throws IOException, InterruptedException {
    Build build = Build.run(SAMPLES.resolve("01-racy-counter"), ON, "verify");

    assertThat(build.succeeded()).as(build.output()).isFalse();
    assertThat(Reports.of(build.output())).hasSize(1);
  }

  @Test
  void should_leave_a_plain_build_alone() throws IOException, InterruptedException {
    Build build = Build.run(SAMPLES.resolve("01-racy-counter"), "verify");

    assertThat(build.succeeded()).as(build.output()).isTrue();
    assertThat(build.output()).doesNotContain("race:");
    assertThat(build.file("target/race")).doesNotExist();
  }
}
