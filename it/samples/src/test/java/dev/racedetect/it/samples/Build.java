package dev.racedetect.it.samples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Maven build of a copy of a sample, with the artifacts of this reactor and no other trace of it. */
final class Build {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private final Path project;
  private final int exit;
  private final String output;

  private Build(Path project, int exit, String output) {
    this.project = project;
    this.exit = exit;
    this.output = output;
  }

  static Build run(Path sample, String... arguments) throws IOException, InterruptedException {
    Path project = Files.createTempDirectory(
        Files.createDirectories(TARGET.resolve("projects")), sample.getFileName() + "-");
    copy(sample, project);
    List<String> command = new ArrayList<>();
    String mvn = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
    command.add(Path.of(System.getProperty("race.it.maven"), "bin", mvn).toString());
    command.addAll(List.of("-B", "-ntp", "-s", settings().toString()));
    command.add("-Dmaven.repo.local=" + System.getProperty("race.it.repository"));
    command.addAll(List.of(arguments));
    Path log = project.resolve("build.log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // A build of seconds ends before the optimizing compiler has paid off: a third less time.
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    int exit =
        builder.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    return new Build(project, exit, Files.readString(log));
  }

  boolean succeeded() {
    return exit == 0;
  }

  String output() {
    return output;
  }

  Path file(String name) {
    return project.resolve(name);
  }

  /** Takes what the reactor's own build has downloaded from its repository; the network is only asked for the rest. */
  private static Path settings() throws IOException {
    String repository =
        """
        <id>downloaded</id>
        <url>%s</url>
        <releases><enabled>true</enabled><checksumPolicy>ignore</checksumPolicy></releases>
        <snapshots><enabled>false</enabled></snapshots>
        """.formatted(Path.of(System.getProperty("race.it.central")).toUri());
    String settings = """
        <settings>
          <profiles>
            <profile>
              <id>downloaded</id>
              <repositories><repository>%1$s</repository></repositories>
              <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>downloaded</activeProfile></activeProfiles>
        </settings>
        """.formatted(repository);
    return Files.writeString(TARGET.resolve("settings.xml"), settings);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file :
          files.filter(path -> !path.startsWith(from.resolve("target"))).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
