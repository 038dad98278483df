package dev.racedetect.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.runtime.option.Option;
import dev.racedetect.runtime.option.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSetupTest {
  private static final AgentArgument ARGUMENT =
      new AgentArgument(Path.of("/a b/agent.jar"), Options.defaults().with(Option.EXITCODE, "0"));
  private static final String EXPECTED = "\"-javaagent:/a b/agent.jar=exitcode=0\"";

  private final Properties user = new Properties();
  private final List<String> warnings = new ArrayList<>();

  @TempDir
  private Path basedir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<argLine/>",
        "<argLine>@{argLine} -Xmx1g</argLine>",
        "<argLine>${argLine} -Xmx1g</argLine>"
      })
  void should_use_arg_line_where_it_is_read(String configuration) {
    MavenProject project = Projects.withSurefire(basedir, configuration);
    project.getProperties().setProperty("argLine", "-Xss1m");

    prepare(project);

    assertThat(project.getProperties())
        .containsEntry("argLine", EXPECTED + " -Xss1m")
        .hasSize(1);
  }

  @Test
  void should_use_the_debug_property_beside_a_fixed_arg_line() {
    MavenProject project = Projects.withSurefire(basedir, "<argLine>-Xmx1g</argLine>");

    prepare(project);

    assertThat(project.getProperties())
        .containsEntry("maven.surefire.debug", EXPECTED)
        .hasSize(1);
  }

  @Test
  void should_use_the_debug_property_of_failsafe() {
    MavenProject project = Projects.with(basedir, TestPlugin.FAILSAFE, "<argLine>-Xmx1g</argLine>");

    prepare(project);

    assertThat(project.getProperties())
        .containsEntry("maven.failsafe.debug", EXPECTED)
        .hasSize(1);
  }

  @Test
  void should_use_the_debug_property_when_the_command_line_has_an_arg_line() {
    user.setProperty("argLine", "-Xmx1g");
    MavenProject project = Projects.withSurefire(basedir, "");

    prepare(project);

    assertThat(project.getProperties())
        .containsEntry("maven.surefire.debug", EXPECTED)
        .hasSize(1);
  }

  @Test
  void should_say_that_the_debug_property_is_taken() {
    user.setProperty("maven.surefire.debug", "true");
    MavenProject project = Projects.withSurefire(basedir, "<argLine>-Xmx1g</argLine>");

    prepare(project);

    assertThat(project.getProperties()).isEmpty();
    assertThat(warnings).singleElement().asString().contains("run without the agent", "@{argLine}");
  }

  @Test
  void should_put_the_agent_there_once() {
    MavenProject project = Projects.withSurefire(basedir, "");

    prepare(project);
    prepare(project);

    assertThat(project.getProperties()).containsEntry("argLine", EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<forkCount>0</forkCount>",
        "<forkCount>0C</forkCount>",
        "<forkMode>never</forkMode>"
      })
  void should_warn_when_tests_are_not_forked(String configuration) {
    prepare(Projects.withSurefire(basedir, configuration));

    assertThat(warnings).singleElement().asString().contains("forkCount");
  }

  @Test
  void should_not_warn_of_half_a_fork_a_core() {
    prepare(Projects.withSurefire(basedir, "<forkCount>0.5C</forkCount>"));

    assertThat(warnings).isEmpty();
  }

  @Test
  void should_leave_arg_line_parsable_when_skipped() {
    MavenProject project = Projects.withSurefire(basedir, "");

    AgentSetup.skip(project);

    assertThat(project.getProperties()).containsEntry("argLine", "");
  }

  private void prepare(MavenProject project) {
    new AgentSetup(user, new RecordingLog()).prepare(project, ARGUMENT);
  }

  private final class RecordingLog extends SystemStreamLog {
    @Override
    public void warn(CharSequence content) {
      warnings.add(content.toString());
    }

    @Override
    public void info(CharSequence content) {}
  }
}
