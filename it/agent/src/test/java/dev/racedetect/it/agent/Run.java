package dev.racedetect.it.agent;

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
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.addAll(
        List.of("-cp", Path.of("target/test-classes").toAbsolutePath().toString()));
    command.add(Program.class.getName());
    command.addAll(List.of(programArguments));
    return ofCommand(directory, command);
  }

  static Run ofCommand(Path directory, List<String> command)
      throws IOException, InterruptedException {
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    Process process = new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
    int status = process.waitFor();
    return new Run(status, Files.readString(out), Files.readString(err));
  }

  static String agent(Path jar, String options) {
    return "-javaagent:" + jar + (options.isEmpty() ? "" : "=" + options);
  }
}
