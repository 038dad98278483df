package dev.racedetect.it.differential.run;

import dev.racedetect.it.differential.program.Program;
import dev.racedetect.runtime.finding.DataRace;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the programs of some seeds in this JVM, which must have the detector, and compares. Their classes have been
 * compiled.
 *
 * <p>Arguments: the first seed, the number of seeds, the file that the differences go to, and whether the strands run
 * freely.
 */
public final class Runner {
  private static final long LIMIT_MILLIS = 30_000;

  private final Detector detector;
  private final PrintStream out;
  private final boolean free;
  private int variables;
  private int racing;
  private int reports;
  private int differing;

  private long runningSeed = -1;
  private long startedMillis;

  private Runner(PrintStream out, boolean free) throws ReflectiveOperationException {
    this.out = out;
    this.free = free;
    detector = new Detector();
  }

  /** Runs them. */
  public static void main(String[] args) throws Exception {
    try (PrintStream out = new PrintStream(args[2], StandardCharsets.UTF_8)) {
      Runner runner = new Runner(out, Boolean.parseBoolean(args[3]));
      Thread watchdog = new Thread(runner::watch, "watchdog");
      watchdog.setDaemon(true);
      watchdog.start();
      long first = Long.parseLong(args[0]);
      for (long seed = first; seed < first + Long.parseLong(args[1]); seed++) {
        runner.startedMillis = System.currentTimeMillis();
        runner.runningSeed = seed;
        runner.run(seed);
      }
      runner.runningSeed = -1;
      out.println("SUMMARY " + args[1] + " programs, " + runner.variables + " variables, "
          + runner.racing + " of them racing, " + runner.reports + " reports, "
          + runner.differing + " programs judged differently");
    }
  }

  /** The name of the thread that runs a strand. */
  static String threadName(int strand) {
    return strand == 0 ? "main" : strand == Program.WORKER ? "W" : "T" + strand;
  }

  private void run(long seed) throws ReflectiveOperationException {
    Program program = Program.of(seed, free);
    variables += program.trace().variables();
    racing += program.trace().races().size();
    List<String> differences = new ArrayList<>();
    List<DataRace> found = List.of();
    try {
      Turn.prepare(free ? null : program.schedule());
      Class<?> type = Class.forName(program.className());
      Method main = type.getDeclaredMethod("t0", int.class);
      main.setAccessible(true);
      Turn.runAll(me -> invoke(main, me));
      found = detector.drain();
      differences.addAll(Comparison.differences(program.trace(), found));
      if (!free) {
        differences.addAll(Outcome.differences(program, type));
      }
    } catch (Exception e) {
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text, true));
      differences.add("BROKEN: " + text);
    }
    reports += found.size();
    if (!differences.isEmpty()) {
      differing++;
      describe(seed, differences, found);
    }
  }

  private static void invoke(Method method, int me) throws Throwable {
    try {
      method.invoke(null, me);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void describe(long seed, List<String> differences, List<DataRace> found) {
    StringBuilder log = new StringBuilder();
    Program program = Program.of(seed, free, log);
    out.println("SEED " + seed);
    out.println(String.join("\n", differences));
    out.println("-- reported\n" + Comparison.text(found));
    out.println("-- true\n" + Comparison.text(program.trace().races()));
    out.println("-- trace\n" + log);
    String[] lines = program.source().split("\n");
    for (int i = 0; i < lines.length; i++) {
      out.println((i + 1) + "\t" + lines[i]);
    }
    out.println();
    out.flush();
  }

  /** Ends the JVM when a program does not end. The fields are plain: no edge may arise between the program's threads. */
  private void watch() {
    while (true) {
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        return;
      }
      long seed = runningSeed;
      if (seed >= 0
          && System.currentTimeMillis() - startedMillis > LIMIT_MILLIS
          && seed == runningSeed) {
        Thread.getAllStackTraces().forEach((thread, frames) -> {
          System.err.println(thread);
          for (StackTraceElement frame : frames) {
            System.err.println("    at " + frame);
          }
        });
        describe(seed, List.of("HUNG, see the log for the stacks"), List.of());
        Runtime.getRuntime().halt(3);
      }
    }
  }
}
