package dev.racedetect.maven;

import dev.racedetect.runtime.option.Option;
import dev.racedetect.runtime.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** The parameters that all goals share: one an option, of the same name. */
abstract class AbstractRaceMojo extends AbstractMojo {
  private static final String AGENT = "dev.racedetect:race-agent";
  private static final String JUNIT = "dev.racedetect:race-junit";

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  MavenProject project;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  PluginDescriptor plugin;

  /** Do nothing at all. */
  @Parameter(property = "race.skip", defaultValue = "false")
  boolean skip;

  /** Classes to check in addition to those of the build, as patterns separated by comma or semicolon. */
  @Parameter(property = "race.include")
  String include;

  /** Classes to leave unchecked, as patterns separated by comma or semicolon. */
  @Parameter(property = "race.exclude")
  String exclude;

  /** Directories and jars whose classes are checked. Default: those of this module and the modules it depends on. */
  @Parameter(property = "race.roots")
  String roots;

  /** Directory for the findings, relative to the module. Default: {@code race} in the build directory. */
  @Parameter(property = "race.report")
  String report;

  /**
   * Exit status of a test JVM after a finding. The default leaves it as it is, because the goal {@code check} fails the
   * build, and Surefire takes another status for a crash.
   */
  @Parameter(property = "race.exitcode", defaultValue = "0")
  String exitcode;

  /** End the test JVM at the first finding. */
  @Parameter(property = "race.halt")
  String halt;

  /** Print each finding when it is found. */
  @Parameter(property = "race.print")
  String print;

  /** What becomes of a thread that would close a deadlock: throw, report or off. */
  @Parameter(property = "race.deadlock")
  String deadlock;

  /** Report two locks that threads nest in both orders. */
  @Parameter(property = "race.lockorder")
  String lockorder;

  /** The race-junit jar. Default: that of the plugin's own version. */
  @Parameter(property = "race.junit")
  String junit;

  /** Fails on settings that mean nothing, which are most often misspelt. */
  final void refuseUnknownOptions() throws MojoExecutionException {
    new KnownOptions(plugin.getPluginLookupKey()).check(session.getUserProperties(), project);
  }

  /** Wipes what an earlier build found and puts the agent on the command line. */
  final void prepare(MavenProject module) throws MojoExecutionException {
    if ("pom".equals(module.getPackaging())) {
      return;
    }
    AgentArgument argument = new AgentArgument(jar(AGENT), options(module));
    Path directory = AgentSetup.reportDirectory(module, report);
    if (markPrepared(directory)) {
      wipe(directory);
    }
    new AgentSetup(session.getUserProperties(), getLog()).prepare(module, argument);
  }

  final Gate gate(MavenProject module) {
    Path directory = AgentSetup.reportDirectory(module, report);
    return new Gate(module, session.getUserProperties(), session.getStartTime(), directory);
  }

  private Options options(MavenProject module) throws MojoExecutionException {
    Map<Option, String> given = new EnumMap<>(Option.class);
    given.put(Option.INCLUDE, include);
    given.put(Option.EXCLUDE, exclude);
    given.put(Option.ROOTS, roots);
    given.put(Option.EXITCODE, exitcode);
    given.put(Option.HALT, halt);
    given.put(Option.PRINT, print);
    given.put(Option.DEADLOCK, deadlock);
    given.put(Option.LOCKORDER, lockorder);
    given.put(Option.JUNIT, junit);
    Options options = Options.defaults();
    try {
      for (Map.Entry<Option, String> entry : given.entrySet()) {
        if (entry.getValue() != null && !entry.getValue().isBlank()) {
          options = options.with(entry.getKey(), elements(entry.getKey(), entry.getValue()));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException(e.getMessage());
    }
    if (roots == null) {
      options = options.with(Option.ROOTS, Roots.of(module, session));
    }
    if (junit == null && plugin.getArtifactMap().containsKey(JUNIT)) {
      options = options.with(Option.JUNIT, jar(JUNIT).toString());
    }
    return options.with(
        Option.REPORT, AgentSetup.reportDirectory(module, report).toString());
  }

  private static String[] elements(Option option, String value) {
    return switch (option.type()) {
      case PATHS, PATTERNS -> value.trim().split("\\s*[,;]\\s*");
      default -> new String[] {value.trim()};
    };
  }

  private Path jar(String key) throws MojoExecutionException {
    Artifact artifact = plugin.getArtifactMap().get(key);
    if (artifact == null || artifact.getFile() == null || !artifact.getFile().isFile()) {
      Object where = artifact == null || artifact.getFile() == null ? key : artifact.getFile();
      throw new MojoExecutionException("RaceDetect: the jar " + where
          + " is missing, so tests can't be watched. Delete its directory in the local"
          + " repository and run again to download it, or skip with -Drace.skip.");
    }
    return artifact.getFile().toPath().toAbsolutePath();
  }

  /** Returns whether this is the first call in the build for a directory: later ones must keep what was found since. */
  private boolean markPrepared(Path directory) {
    Map<String, Object> context = session.getPluginContext(plugin, session.getTopLevelProject());
    synchronized (context) {
      return context.putIfAbsent("prepared " + directory, true) == null;
    }
  }

  private void wipe(Path directory) throws MojoExecutionException {
    try {
      Files.createDirectories(directory);
      List<Path> old;
      try (Stream<Path> files = Files.list(directory)) {
        old = files.filter(f -> f.getFileName().toString().startsWith("race-")).toList();
      }
      for (Path file : old) {
        Files.delete(file);
      }
      Files.delete(Files.createTempFile(directory, "race-", ".probe"));
    } catch (IOException e) {
      throw new MojoExecutionException(
          "RaceDetect: findings can't be written to " + directory + " (" + e
              + "). Make the directory writable, or name" + " another one with -Drace.report=...",
          e);
    }
  }
}
