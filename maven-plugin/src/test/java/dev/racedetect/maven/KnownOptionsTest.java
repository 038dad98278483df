package dev.racedetect.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.assertj.core.api.AbstractThrowableAssert;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownOptionsTest {
  private static final String KEY = "dev.racedetect:race-maven-plugin";

  private final Properties commandLine = new Properties();
  private final Plugin plugin = new Plugin();

  @TempDir
  private Path basedir;

  @Test
  void should_accept_what_is_known_and_what_is_not_ours() {
    commandLine.setProperty("race.include", "com.acme.*");
    commandLine.setProperty("racetrack", "x");
    MavenProject project = project();
    project.getProperties().setProperty("race.version", "1");
    commandLine.setProperty("race.version", "2");
    plugin.setConfiguration(xml("<exclude>x</exclude><skip>false</skip>"));

    assertThatCode(() -> new KnownOptions(KEY).check(commandLine, project))
        .doesNotThrowAnyException();
  }

  @Test
  void should_refuse_a_property_of_the_command_line() {
    commandLine.setProperty("race.inclde", "x");

    assertRefused(project())
        .hasMessageStartingWith(
            "RaceDetect: unknown option -Drace.inclde; the options are [race.deadlock, race.exclude, ");
  }

  @Test
  void should_refuse_an_element_of_the_configuration() {
    plugin.setConfiguration(xml("<inclde>x</inclde>"));

    assertRefused(project())
        .hasMessageContainingAll(
            "option <inclde> of " + KEY + " in ", "options are [deadlock, exclude, ");
  }

  @Test
  void should_refuse_an_element_of_an_execution() {
    PluginExecution execution = new PluginExecution();
    execution.setConfiguration(xml("<include>x</include><inclde>x</inclde>"));
    plugin.addExecution(execution);

    assertRefused(project()).hasMessageContaining("<inclde>");
  }

  private AbstractThrowableAssert<?, ?> assertRefused(MavenProject project) {
    return assertThatThrownBy(() -> new KnownOptions(KEY).check(commandLine, project))
        .isInstanceOf(MojoExecutionException.class);
  }

  private MavenProject project() {
    MavenProject project = Projects.withSurefire(basedir, "");
    plugin.setGroupId("dev.racedetect");
    plugin.setArtifactId("race-maven-plugin");
    project.getBuild().addPlugin(plugin);
    project.getBuild().flushPluginMap();
    return project;
  }

  private static Xpp3Dom xml(String elements) {
    try {
      return Xpp3DomBuilder.build(new StringReader("<c>" + elements + "</c>"));
    } catch (XmlPullParserException | IOException e) {
      throw new IllegalArgumentException(elements, e);
    }
  }
}
