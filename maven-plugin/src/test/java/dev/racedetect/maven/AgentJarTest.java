package dev.racedetect.maven;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentJarTest {
  @TempDir
  private Path basedir;

  @Test
  void should_fail_when_the_agent_jar_is_missing() {
    Path jar = basedir.resolve("race-agent.jar");
    DefaultArtifact agent = new DefaultArtifact(
        "dev.racedetect",
        "race-agent",
        "1",
        "runtime",
        "jar",
        null,
        new DefaultArtifactHandler("jar"));
    agent.setFile(jar.toFile());
    PrepareAgentMojo mojo = new PrepareAgentMojo();
    mojo.plugin = new PluginDescriptor();
    mojo.plugin.setArtifacts(List.of(agent));

    assertThatThrownBy(() -> mojo.prepare(Projects.withSurefire(basedir, "")))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContainingAll(
            "the jar " + jar + " is missing", "local repository", "-Drace.skip");
  }
}
