package dev.racedetect.maven;

import dev.racedetect.runtime.option.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * What the goals may be told, on the command line and in their configuration: Maven itself passes over what it does not know.
 * Properties of a pom are the user's, and so are those of the command line that override them: {@code race.version} is one
 * that needs no goal to know it.
 */
final class KnownOptions {
  private static final String PREFIX = "race.";

  private final String pluginKey;
  private final Set<String> names = new TreeSet<>();

  /**
   * Knows the options.
   *
   * @param pluginKey {@code groupId:artifactId} of this plugin
   */
  KnownOptions(String pluginKey) {
    this.pluginKey = pluginKey;
    names.add("skip");
    for (Option option : Option.values()) {
      names.add(option.key());
    }
  }

  void check(Properties commandLine, MavenProject project) throws MojoExecutionException {
    for (String property : commandLine.stringPropertyNames()) {
      if (property.startsWith(PREFIX) && !project.getProperties().containsKey(property)) {
        check(property.substring(PREFIX.length()), "-D" + property, "");
      }
    }
    String pom = " in " + project.getFile();
    for (Object configuration : configurations(project.getPlugin(pluginKey))) {
      if (configuration instanceof Xpp3Dom elements) {
        for (Xpp3Dom element : elements.getChildren()) {
          check(element.getName(), "<" + element.getName() + "> of " + pluginKey, pom);
        }
      }
    }
  }

  private static List<Object> configurations(Plugin plugin) {
    List<Object> configurations = new ArrayList<>();
    if (plugin != null) {
      configurations.add(plugin.getConfiguration());
      for (PluginExecution execution : plugin.getExecutions()) {
        configurations.add(execution.getConfiguration());
      }
    }
    return configurations;
  }

  private void check(String name, String setting, String where) throws MojoExecutionException {
    if (!names.contains(name)) {
      Set<String> properties = new TreeSet<>();
      names.forEach(known -> properties.add(PREFIX + known));
      String known = setting.startsWith("<") ? names.toString() : properties.toString();
      throw new MojoExecutionException(
          "RaceDetect: unknown option " + setting + where + "; the options are " + known);
    }
  }
}
