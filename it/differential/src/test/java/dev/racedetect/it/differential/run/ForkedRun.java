package dev.racedetect.it.differential.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One JVM that runs the programs of some seeds. */
record ForkedRun(Path java, Path programs, long first, int count, boolean free) {
  private static final int LIMIT_SECONDS = 300;

  /** Runs it and returns what it wrote; fails when the JVM or its detector failed. */
  String differences(Path work) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory(work, "run");
    Path out = directory.resolve("differences.txt");
    Path log = directory.resolve("jvm.log");
    Process process = new ProcessBuilder(command(directory, out))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("did not end within " + LIMIT_SECONDS + " s, see " + log);
    }
    String said = Files.readString(log);
    if (process.exitValue() != 0
        || !said.contains("self-test passed")
        || said.contains("dropped")) {
      throw new IllegalStateException("exit status " + process.exitValue() + "\n" + said
          + (Files.exists(out) ? Files.readString(out) : ""));
    }
    return Files.readString(out);
  }

  private List<String> command(Path directory, Path out) {
    String options =
        "exclude=dev.racedetect.it.differential.*,exitcode=0,print=false,lockorder=false,report="
            + directory.resolve("race");
    return List.of(
        java.toString(),
        "-Xmx1g",
        "-javaagent:" + System.getProperty("race.it.agent") + "=" + options,
        "-cp",
        programs + File.pathSeparator + System.getProperty("race.it.classes"),
        Runner.class.getName(),
        Long.toString(first),
        Integer.toString(count),
        out.toString(),
        Boolean.toString(free));
  }
}
