package dev.racedetect.it.libraries;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts JVMs of the kind that runs this test, and knows the class path they get. */
final class Fork {
  static final Path TARGET = Path.of(System.getProperty("race.it.target"));

  private Fork() {}

  /** The jars and directories of this module's class path, without the detector itself. */
  static List<String> classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> entries = new ArrayList<>();
    for (String entry : all.split(File.pathSeparator)) {
      String name = Path.of(entry).getFileName().toString();
      if (!name.startsWith("race-") && !name.equals("test-classes")) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** The command line option that starts the agent. */
  static String agent(String options) {
    return "-javaagent:" + Path.of(System.getProperty("race.it.agent")).normalize() + '=' + options;
  }

  /** Runs a main class; its output goes to {@code output}. Fails unless it ends by itself with the status 0. */
  static void run(
      Path directory,
      Path output,
      List<String> jvmOptions,
      List<String> mainAndArguments,
      int minutes)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(mainAndArguments);
    Process jvm = new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    if (!jvm.waitFor(minutes, TimeUnit.MINUTES)) {
      jvm.destroyForcibly();
      throw new AssertionError("still running after " + minutes + " minutes: " + command);
    }
    if (jvm.exitValue() != 0) {
      throw new AssertionError(
          "exit status " + jvm.exitValue() + ": " + command + '\n' + Files.readString(output));
    }
  }

  static Path directory(String... names) throws IOException {
    Path directory = TARGET;
    for (String name : names) {
      directory = directory.resolve(name);
    }
    return Files.createDirectories(directory);
  }
}
