package dev.racedetect.junit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM of its own that runs one class of {@code com.acme.bank} with the packaged race-junit and race-agent. */
final class Fork {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  static final String AGENT =
      Path.of(System.getProperty("race.it.agent")).normalize().toString();

  private final List<String> command = new ArrayList<>();
  private final String scenario;
  private String junit = System.getProperty("race.it.junit");
  private String agent = AGENT;
  private String output;
  private int exit;

  Fork(String scenario) {
    this.scenario = scenario;
  }

  /** Adds an option of the JVM. */
  Fork with(String... jvmOptions) {
    command.addAll(List.of(jvmOptions));
    return this;
  }

  /** Uses the JUnit of another version. */
  Fork onJUnit(String version) {
    junit = version;
    return this;
  }

  /** Has another agent jar on the class path; with an empty path there is none. */
  Fork withAgentOnClassPath(String jar) {
    agent = jar;
    return this;
  }

  Fork run() throws IOException, InterruptedException {
    List<String> full = new ArrayList<>();
    full.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    full.addAll(command);
    full.addAll(
        List.of("-cp", classPath(), "dev.racedetect.junit.ForkMain", "com.acme.bank." + scenario));
    Path log = Files.createTempFile(TARGET, "fork-" + scenario, ".log");
    Process process = new ProcessBuilder(full)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    exit = process.waitFor();
    output = Files.readString(log, StandardCharsets.UTF_8);
    return this;
  }

  int exit() {
    return exit;
  }

  String output() {
    return output;
  }

  /** Each test as {@code name STATUS first line}, without the tests' ids. */
  List<String> outcomes() {
    return output
        .lines()
        .filter(line -> line.startsWith("OUTCOME "))
        .map(line -> line.substring(8))
        .toList();
  }

  /** The names of the tests that failed, and of classes that did. */
  List<String> failed() {
    return outcomes().stream()
        .filter(line -> line.contains(" FAILED"))
        .map(Fork::name)
        .sorted()
        .toList();
  }

  /** The names of the tests that passed. */
  List<String> passed() {
    return outcomes().stream()
        .filter(line -> line.contains(" SUCCESSFUL"))
        .map(Fork::name)
        .sorted()
        .toList();
  }

  /** Copies the agent as one of version 9. */
  static String agentOfAnotherVersion() throws IOException {
    Path copy = TARGET.resolve("race-agent-9.jar");
    Files.copy(Path.of(AGENT), copy, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem jar = FileSystems.newFileSystem(copy)) {
      replace(jar.getPath("META-INF/MANIFEST.MF"), "(Implementation-Version: )\\S+", "$19");
      replace(jar.getPath("META-INF/MANIFEST.MF"), "(Boot-Class-Path: )\\S+", "$1race-agent-9.jar");
      replace(jar.getPath("META-INF/racedetect/agent.properties"), "(version=)\\S+", "$19");
    }
    return copy.toString();
  }

  private static void replace(Path file, String pattern, String by) throws IOException {
    Files.writeString(file, Files.readString(file).replaceFirst(pattern, by));
  }

  private static String name(String outcome) {
    return outcome.replaceFirst(" (FAILED|SUCCESSFUL).*", "");
  }

  /** The user's classes in a directory of their own, so that nothing else on the class path asks for race detection. */
  private String classPath() throws IOException {
    Path classes = TARGET.resolve("scenarios/" + scenario + "/test-classes");
    List<String> names = new ArrayList<>(List.of("Account", "Threads", scenario));
    if (scenario.startsWith("Annotated")) {
      names.add("AnnotatedBase");
    }
    copy(Path.of("com/acme/bank"), classes, names);
    Path runner = TARGET.resolve("scenarios/runner");
    copy(Path.of("dev/racedetect/junit"), runner, List.of("ForkMain"));
    try (Stream<Path> jars = Files.list(TARGET.resolve("junit-" + junit))) {
      String library =
          jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
      return String.join(
          File.pathSeparator,
          classes.toString(),
          runner.toString(),
          System.getProperty("race.it.glue"),
          agent,
          library);
    }
  }

  private static void copy(Path packageDirectory, Path to, List<String> classes)
      throws IOException {
    Path from = TARGET.resolve("test-classes").resolve(packageDirectory);
    Path directory = Files.createDirectories(to.resolve(packageDirectory));
    for (File file : from.toFile().listFiles()) {
      String name = file.getName().replaceFirst("\\.class$", "").replaceFirst("\\$.*", "");
      if (classes.contains(name)) {
        Files.copy(
            file.toPath(), directory.resolve(file.getName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Override
  public String toString() {
    return scenario + " " + Arrays.toString(command.toArray()) + " on JUnit " + junit + "\n"
        + output;
  }
}
