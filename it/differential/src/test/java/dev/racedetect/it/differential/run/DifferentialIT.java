package dev.racedetect.it.differential.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs random programs on the packaged agent and compares its verdicts with those of the traces. */
class DifferentialIT {
  private static final int PROGRAMS_A_JVM = 1_000;

  @Test
  void should_judge_as_the_traces_do() throws IOException, InterruptedException {
    judge(Integer.getInteger("race.it.programs", 500), false);
  }

  @Test
  void should_report_nothing_of_programs_that_synchronize()
      throws IOException, InterruptedException {
    judge(Integer.getInteger("race.it.free", 100), true);
  }

  private static void judge(int programs, boolean free) throws IOException, InterruptedException {
    Path work = Path.of(System.getProperty("race.it.work"));
    Files.createDirectories(work);
    work = Files.createTempDirectory(work, "programs");
    long first = firstSeed();
    for (long seed = first; seed < first + programs; seed += PROGRAMS_A_JVM) {
      int count = (int) Math.min(PROGRAMS_A_JVM, first + programs - seed);
      Path classes = work.resolve(Long.toString(seed));
      Compilation.compile(seed, count, free, classes);
      for (Path java : launchers()) {
        judge(new ForkedRun(java, classes, seed, count, free), work);
      }
    }
  }

  private static void judge(ForkedRun run, Path work) throws IOException, InterruptedException {
    String differences = run.differences(work);
    int summary = differences.lastIndexOf("SUMMARY");
    System.out.println(run.java() + (run.free() ? ", running freely," : "") + " from seed "
        + run.first() + ": " + differences.substring(summary).trim());
    assertThat(differences.substring(0, summary))
        .as(
            "reproduce with -Drace.it.programs=%s -Drace.it.free=%s -Drace.it.seed=<the seed>",
            run.free() ? 0 : 1, run.free() ? 1 : 0)
        .isEmpty();
  }

  private static long firstSeed() {
    String seed = System.getProperty("race.it.seed", "");
    return seed.isBlank() ? System.currentTimeMillis() / 1_000 : Long.parseLong(seed);
  }

  private static List<Path> launchers() {
    List<Path> launchers =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")));
    for (String more : System.getProperty("race.it.java", "").split(File.pathSeparator)) {
      if (!more.isBlank()) {
        launchers.add(Path.of(more));
      }
    }
    return launchers;
  }
}
