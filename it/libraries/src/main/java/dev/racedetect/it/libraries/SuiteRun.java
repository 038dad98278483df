package dev.racedetect.it.libraries;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs a published test suite with the JUnit Platform and writes one line a test or container: its unique id, how it
 * ended, and the kind of throwable. Arguments: the file to write, the directory of the test classes, a pattern of the
 * names of the test classes to run, a pattern of those to leave out.
 */
public final class SuiteRun {
  private SuiteRun() {}

  /** Runs the suite; the JVM's exit status is 0 whatever its tests say. */
  public static void main(String[] arguments) throws IOException {
    LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
        .selectors(selectClasspathRoots(Set.of(Path.of(arguments[1]))))
        .filters(
            includeClassNamePatterns(arguments[2]),
            ClassNameFilter.excludeClassNamePatterns(arguments[3]))
        .build();
    try (PrintStream out = new PrintStream(arguments[0], StandardCharsets.UTF_8)) {
      LauncherFactory.create().execute(request, new Outcomes(out));
    }
    System.exit(0); // some suites leave threads behind
  }

  /** Writes how each test ended. */
  private static final class Outcomes implements TestExecutionListener {
    private final PrintStream out;

    Outcomes(PrintStream out) {
      this.out = out;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      write(test, "SKIPPED", "");
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      write(
          test,
          result.getStatus().name(),
          result.getThrowable().map(Outcomes::describe).orElse(""));
    }

    private synchronized void write(TestIdentifier test, String status, String why) {
      String kind = test.isTest() ? "test" : "container";
      out.println(kind + '\t' + test.getUniqueId() + '\t' + status + '\t' + why);
    }

    // Messages may name ports, times and identity hashes; the kind does not change from run to run.
    private static String describe(Throwable e) {
      return e.getClass().getName();
    }
  }
}
