package dev.racedetect.agent;

import dev.racedetect.agent.transform.ClassTransformer;
import dev.racedetect.runtime.RaceDetectRuntime;
import dev.racedetect.runtime.finding.Finding;
import dev.racedetect.runtime.finding.FindingListener;
import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.finding.Watched;
import dev.racedetect.runtime.option.Options;
import dev.racedetect.runtime.thread.Threads;
import jdk.internal.access.SharedSecrets;

/** The closing line, the end of the findings file and the exit status, after all shutdown hooks of the program. */
final class AtExit implements Runnable, FindingListener {
  /** The JDK runs its exit tasks by slot: 1 are the program's hooks, 2 deletes files; the next ones are free. */
  private static final int SLOT = 5;

  private final Options options;
  private final ClassTransformer transformer;
  private final long startNanos;

  private AtExit(Options options, ClassTransformer transformer, long startNanos) {
    this.options = options;
    this.transformer = transformer;
    this.startNanos = startNanos;
  }

  static void install(Options options, ClassTransformer transformer, long startNanos) {
    AtExit atExit = new AtExit(options, transformer, startNanos);
    SharedSecrets.getJavaLangAccess().registerShutdownHook(SLOT, true, atExit);
    if (options.halt()) {
      Findings.addListener(atExit);
    }
  }

  /** Ends the JVM without its shutdown hooks, which may wait for locks that the reporting thread holds. */
  @Override
  public void found(Finding finding, String fingerprint, String text) {
    run();
    Runtime.getRuntime().halt(options.exitCode());
  }

  @Override
  public void run() {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    boolean passed = RaceDetectRuntime.inactiveReason() == null;
    Findings.close(new Watched(
        transformer.checkedClasses(),
        transformer.skippedClasses(),
        Threads.count(),
        Threads.checks(),
        seconds,
        passed));
    if (options.exitCode() != 0
        && (Findings.count() > 0 || Findings.failed() || !passed || watchedNothing())) {
      System.out.flush();
      Runtime.getRuntime().halt(options.exitCode());
    }
  }

  /** A program of which no class was checked; a helper JVM that got the agent from the environment has none to check. */
  private boolean watchedNothing() {
    String environment = System.getenv("JAVA_TOOL_OPTIONS");
    return transformer.checkedClasses() == 0
        && System.getProperty("sun.java.command") != null
        && (environment == null || !environment.contains("-javaagent:"));
  }
}
