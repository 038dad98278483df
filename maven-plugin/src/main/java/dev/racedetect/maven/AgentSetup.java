package dev.racedetect.maven;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/** Puts the agent on the command line of a project's test JVMs, by project properties alone. */
final class AgentSetup {
  private final Properties userProperties;
  private final Log log;

  AgentSetup(Properties userProperties, Log log) {
    this.userProperties = userProperties;
    this.log = log;
  }

  void prepare(MavenProject project, AgentArgument argument) {
    boolean argLineUsed = false;
    for (TestPlugin plugin : TestPlugin.values()) {
      if (!plugin.usedBy(project)) {
        continue;
      }
      warnWhenNotForked(plugin, project);
      if (plugin.ignoresArgLineProperty(project, userProperties)) {
        prepareByDebugProperty(plugin, project, argument);
      } else {
        argLineUsed = true;
      }
    }
    if (argLineUsed) {
      prepend(project, TestPlugin.ARG_LINE, argument);
    }
  }

  /** Lets {@code @{argLine}} be resolved in a build that is not watched. */
  static void skip(MavenProject project) {
    project.getProperties().putIfAbsent(TestPlugin.ARG_LINE, "");
  }

  private void warnWhenNotForked(TestPlugin plugin, MavenProject project) {
    if (plugin.runsWithoutFork(project, userProperties)) {
      log.warn(
          "RaceDetect: " + plugin.artifactId() + " of " + project.getArtifactId()
              + " runs tests inside Maven's JVM (forkCount=0), where the agent can't be. Set forkCount to 1 or more.");
    }
  }

  private void prepareByDebugProperty(
      TestPlugin plugin, MavenProject project, AgentArgument argument) {
    String property = plugin.debugProperty();
    if (userProperties.containsKey(property)) {
      log.warn("RaceDetect: " + plugin.artifactId() + " of " + project.getArtifactId()
          + " has an argLine of its own, and -D" + property
          + " is taken; its tests run without the agent. Add @{argLine} to the argLine.");
      return;
    }
    log.debug("RaceDetect: argLine of " + plugin.artifactId() + " is fixed, using " + property);
    prepend(project, property, argument);
  }

  private void prepend(MavenProject project, String property, AgentArgument argument) {
    Properties properties = project.getProperties();
    String line = argument.prependTo(properties.getProperty(property));
    properties.setProperty(property, line);
    log.info("RaceDetect: the agent is in " + property + " of " + project.getArtifactId() + ".");
    log.debug(property + " = " + line);
  }

  /** Returns the directory for a project's findings. */
  static Path reportDirectory(MavenProject project, String configured) {
    if (configured == null || configured.isBlank()) {
      return Path.of(project.getBuild().getDirectory(), "race");
    }
    return project.getBasedir().toPath().resolve(configured);
  }
}
