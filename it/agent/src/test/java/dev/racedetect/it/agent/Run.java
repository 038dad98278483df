package dev.racedetect.it.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of a program, if not told otherwise {@link Program}, in a JVM of its own.
 *
 * @param status exit status
 * @param out standard output
 * @param err standard error
 */
record Run(int status, String out, String err) {
  static final Path AGENT = Path.of(System.getProperty("race.it.agent"));

  static Run of(Path directory, List<String> jvmArguments, String... programArguments)
      throws IOException, InterruptedException {
    return of(directory, command(jvmArguments, programArguments));
  }

  static Run of(Path directory, List<String> command) throws IOException, InterruptedException {
    return end(directory, start(directory, command));
  }

  static Process start(Path directory, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectOutput(directory.resolve("out.txt").toFile())
        .redirectError(directory.resolve("err.txt").toFile())
        .start();
  }

  static Run end(Path directory, Process process) throws IOException, InterruptedException {
    int status = process.waitFor();
    return new Run(
        status,
        Files.readString(directory.resolve("out.txt")),
        Files.readString(directory.resolve("err.txt")));
  }

  /** The command line; classes are taken from the working directory too. */
  static List<String> command(List<String> jvmArguments, String... programArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    String classes = Path.of("target/test-classes").toAbsolutePath().toString();
    command.addAll(List.of("-cp", classes + File.pathSeparator + "."));
    command.add(Program.class.getName());
    command.addAll(List.of(programArguments));
    return command;
  }

  static String agent(Path jar, String options) {
    return "-javaagent:" + jar + (options.isEmpty() ? "" : "=" + options);
  }
}
