package dev.racedetect.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** What must be known of the plugins that fork test JVMs. */
enum TestPlugin {
  SUREFIRE("maven-surefire-plugin", "maven.surefire.debug", "surefire-reports"),
  FAILSAFE("maven-failsafe-plugin", "maven.failsafe.debug", "failsafe-reports");

  /** The property that both plugins take the JVM's arguments from, unless configured. */
  static final String ARG_LINE = "argLine";

  private final String artifactId;
  private final String debugProperty;
  private final String reportsName;

  TestPlugin(String artifactId, String debugProperty, String reportsName) {
    this.artifactId = artifactId;
    this.debugProperty = debugProperty;
    this.reportsName = reportsName;
  }

  String artifactId() {
    return artifactId;
  }

  /** The property whose text is appended to the JVM's arguments whatever argLine is configured. */
  String debugProperty() {
    return debugProperty;
  }

  boolean usedBy(MavenProject project) {
    return plugin(project) != null;
  }

  /** Tells whether the project property {@code argLine} does not reach the JVMs of this plugin. */
  boolean ignoresArgLineProperty(MavenProject project, Properties userProperties) {
    boolean overridden = userProperties.containsKey(ARG_LINE);
    List<String> configured = values(project, ARG_LINE);
    for (String argLine : configured) {
      boolean lateBound =
          argLine.contains("@{argLine}") || (!overridden && argLine.contains("${argLine}"));
      if (!lateBound) {
        return true;
      }
    }
    return overridden && configured.isEmpty();
  }

  /** Tells whether tests run in the JVM of Maven, where no agent can be. */
  boolean runsWithoutFork(MavenProject project, Properties userProperties) {
    for (String forkCount : settings(project, "forkCount", userProperties)) {
      if (forkCount.trim().matches("0+(\\.0*)?C?")) {
        return true;
      }
    }
    return settings(project, "forkMode", userProperties).contains("never");
  }

  /** Returns the directories in which the plugin writes its XML reports. */
  List<Path> reports(MavenProject project) {
    List<Path> directories = new ArrayList<>();
    directories.add(Path.of(project.getBuild().getDirectory(), reportsName));
    for (String configured : values(project, "reportsDirectory")) {
      directories.add(project.getBasedir().toPath().resolve(configured));
    }
    return directories;
  }

  private List<String> settings(MavenProject project, String name, Properties userProperties) {
    List<String> values = new ArrayList<>(values(project, name));
    if (values.isEmpty()) {
      String value = userProperties.getProperty(name, project.getProperties().getProperty(name));
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /** Returns the different values configured for the plugin or one of its executions. */
  private List<String> values(MavenProject project, String name) {
    Plugin plugin = plugin(project);
    if (plugin == null) {
      return List.of();
    }
    List<Object> configurations = new ArrayList<>();
    configurations.add(plugin.getConfiguration());
    for (PluginExecution execution : plugin.getExecutions()) {
      configurations.add(execution.getConfiguration());
    }
    List<String> values = new ArrayList<>();
    for (Object configuration : configurations) {
      Xpp3Dom child = configuration instanceof Xpp3Dom dom ? dom.getChild(name) : null;
      if (child != null && child.getValue() != null && !child.getValue().isBlank()) {
        values.add(child.getValue());
      }
    }
    return values;
  }

  private Plugin plugin(MavenProject project) {
    return project.getPlugin("org.apache.maven.plugins:" + artifactId);
  }
}
