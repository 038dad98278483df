package dev.racedetect.it.harness;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.objectweb.asm.ClassWriter;

/** One JVM that runs all cases. */
final class ForkedRun {
  private static final int LIMIT_SECONDS = 180;

  private final Setup setup;
  private final Path java;
  private final String order;
  private final List<String> arguments;
  private String failure = "not run";

  ForkedRun(Setup setup, Path java, String order, String... arguments) {
    this.setup = setup;
    this.java = java;
    this.order = order;
    this.arguments = List.of(arguments);
  }

  /** Where everything is; set by the build. */
  record Setup(Path agent, Path classes, Path sources, Path work) {
    static Setup fromSystemProperties() {
      return new Setup(
          path("race.it.agent"),
          path("race.it.classes"),
          path("race.it.sources"),
          path("race.it.work"));
    }

    private static Path path(String property) {
      return Path.of(System.getProperty(property)).normalize();
    }
  }

  String name() {
    return java + ", " + order;
  }

  /** What went wrong with the JVM itself, or an empty string; known once it ran. */
  String failure() {
    return failure;
  }

  /** Runs the JVM and returns what it wrote, as far as it came. */
  List<Result> results() throws IOException, InterruptedException {
    Files.createDirectories(setup.work());
    Path directory = Files.createTempDirectory(setup.work(), "run");
    Path out = directory.resolve("results.txt");
    Path log = directory.resolve("jvm.log");
    Process process = new ProcessBuilder(command(directory, out))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      failure = failure(process.exitValue(), Files.readString(log));
    } else {
      process.destroyForcibly();
      failure = "did not end within " + LIMIT_SECONDS + " s, see " + log;
    }
    List<Result> results = new ArrayList<>();
    if (Files.exists(out)) {
      for (String line : Files.readAllLines(out)) {
        results.add(Result.parse(line));
      }
    }
    return results;
  }

  /** Status 1 says that a case failed, which its own result shows. */
  private String failure(int status, String log) {
    if (status > 1) {
      return "exit status " + status + "\n" + log;
    }
    boolean watched = isPlain() || log.contains("self-test passed");
    return watched ? "" : "the closing line is missing\n" + log;
  }

  private boolean isPlain() {
    return arguments.contains("--plain");
  }

  private List<String> command(Path directory, Path out) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-Xmx1g");
    command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=3");
    if (!isPlain()) {
      String options = "exclude=dev.racedetect.it.harness.*,exitcode=0,print=false,report="
          + directory.resolve("race");
      command.add("-javaagent:" + setup.agent() + "=" + options);
    }
    command.add("-cp");
    command.add(setup.classes() + File.pathSeparator + jarOf(ClassWriter.class));
    command.add(Runner.class.getName());
    command.add("--sources");
    command.add(setup.sources().toString());
    command.add("--out");
    command.add(out.toString());
    command.addAll(arguments);
    return command;
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
