package dev.racedetect.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.finding.Watched;
import dev.racedetect.runtime.option.Option;
import dev.racedetect.runtime.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.Properties;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
  private static final Watched WATCHED = new Watched(4, 0, 2, 9, 0.5, true);
  private static final Date START = new Date(1_000);

  @TempDir
  private Path basedir;

  @Test
  void should_pass_what_was_watched() throws IOException {
    runTests();
    runJvm(WATCHED);

    Verdict verdict = judge("");

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.testsRan()).isTrue();
  }

  @Test
  void should_see_that_the_agent_was_lost() throws IOException {
    runTests();

    assertThat(judge("").problems())
        .singleElement()
        .asString()
        .contains("tests of demo ran without the agent");
  }

  @Test
  void should_see_that_no_jvm_was_forked() throws IOException {
    runTests();

    assertThat(judge("<forkCount>0</forkCount>").problems())
        .singleElement()
        .asString()
        .contains("inside Maven's JVM");
  }

  @Test
  void should_see_that_no_test_ran() throws IOException {
    Files.createDirectories(basedir.resolve("target/test-classes"));
    Files.createFile(basedir.resolve("target/test-classes/ATest.class"));

    Verdict verdict = judge("");

    assertThat(verdict.hasTests()).isTrue();
    assertThat(verdict.testsRan()).isFalse();
  }

  @Test
  void should_not_take_old_reports_for_tests_that_ran() throws IOException {
    runTests();
    assertThat(basedir.resolve("target/surefire-reports/TEST-A.xml").toFile().setLastModified(0))
        .isTrue();

    assertThat(judge("").testsRan()).isFalse();
  }

  @Test
  void should_have_nothing_to_watch_without_tests() throws IOException {
    assertThat(judge("").hasTests()).isFalse();
  }

  @Test
  void should_see_a_killed_jvm() throws IOException {
    runTests();
    open();

    assertThat(judge("").problems()).singleElement().asString().contains("killed or crashed");
  }

  @Test
  void should_see_a_damaged_file() throws IOException {
    runTests();
    runJvm(WATCHED);
    Files.writeString(basedir.resolve("target/race/race-7-7.jsonl"), "damaged\n");

    assertThat(judge("").problems())
        .singleElement()
        .asString()
        .contains("damaged: race-7-7.jsonl, line 1", "Delete " + basedir.resolve("target/race"));
  }

  @Test
  void should_see_a_jvm_that_could_not_even_write_its_name() throws IOException {
    runTests();
    runJvm(WATCHED);
    Files.createFile(basedir.resolve("target/race/race-7-7.jsonl"));

    assertThat(judge("").problems())
        .singleElement()
        .asString()
        .startsWith("the JVM 7 did not end in order");
  }

  @Test
  void should_see_a_failed_self_test() throws IOException {
    runTests();
    runJvm(new Watched(4, 0, 2, 9, 0.5, false));

    assertThat(judge("").problems()).singleElement().asString().contains("failed the self-test");
  }

  @Test
  void should_see_that_nothing_was_checked() throws IOException {
    runTests();
    runJvm(new Watched(0, 0, 2, 0, 0.5, true));

    assertThat(judge("").problems())
        .singleElement()
        .asString()
        .contains("not one class was checked");
  }

  private Verdict judge(String surefire) throws IOException {
    MavenProject project = Projects.withSurefire(basedir, surefire);
    return new Gate(project, new Properties(), START, basedir.resolve("target/race")).judge();
  }

  private void runTests() throws IOException {
    Files.createDirectories(basedir.resolve("target/surefire-reports"));
    Files.createFile(basedir.resolve("target/surefire-reports/TEST-A.xml"));
  }

  private void runJvm(Watched watched) {
    open();
    Findings.close(watched);
  }

  private void open() {
    Findings.open(
        Options.defaults().with(Option.REPORT, basedir.resolve("target/race").toString()));
  }
}
