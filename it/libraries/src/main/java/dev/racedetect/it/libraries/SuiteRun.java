package dev.racedetect.it.libraries;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs a published test suite with the JUnit Platform and writes one line a test or container: its unique id, how it
 * ended, the kind of throwable, and the milliseconds it took. Arguments: the file to write, the directory of the test
 * classes, a pattern of the names of the test classes to run, and one that is searched for in the unique ids, {@code
 * [class:…]/[method:…]}, of the tests to leave out; after them the unique ids of the tests to run, none for all.
 */
public final class SuiteRun {
  private SuiteRun() {}

  /** Runs the suite; the JVM's exit status is 0 whatever its tests say. */
  public static void main(String[] arguments) throws IOException {
    LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
        .selectors(selectClasspathRoots(Set.of(Path.of(arguments[1]))))
        .filters(includeClassNamePatterns(arguments[2]))
        .filters(without(Pattern.compile(arguments[3])))
        .filters(only(List.of(arguments).subList(4, arguments.length)))
        .build();
    try (PrintStream out = new PrintStream(arguments[0], StandardCharsets.UTF_8)) {
      LauncherFactory.create().execute(request, new Outcomes(out));
    }
    System.exit(0); // some suites leave threads behind
  }

  private static PostDiscoveryFilter only(List<String> ids) {
    return new PostDiscoveryFilter() {
      @Override
      public FilterResult apply(TestDescriptor test) {
        String id = test.getUniqueId().toString();
        return FilterResult.includedIf(ids.isEmpty()
            || ids.stream().anyMatch(wanted -> wanted.startsWith(id) || id.startsWith(wanted)));
      }
    };
  }

  private static PostDiscoveryFilter without(Pattern tests) {
    return new PostDiscoveryFilter() {
      @Override
      public FilterResult apply(TestDescriptor test) {
        return FilterResult.includedIf(
            !tests.matcher(test.getUniqueId().toString()).find());
      }
    };
  }

  /** Writes how each test ended. */
  private static final class Outcomes implements TestExecutionListener {
    private final PrintStream out;
    private final Map<String, Long> started = new ConcurrentHashMap<>();

    Outcomes(PrintStream out) {
      this.out = out;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
      started.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      write(test, "SKIPPED", "", 0);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      write(
          test,
          result.getStatus().name(),
          result.getThrowable().map(Outcomes::describe).orElse(""),
          (System.nanoTime() - started.get(test.getUniqueId())) / 1_000_000);
    }

    private synchronized void write(TestIdentifier test, String status, String why, long millis) {
      String kind = test.isTest() ? "test" : "container";
      out.println(kind + '\t' + test.getUniqueId() + '\t' + status + '\t' + why + '\t' + millis);
    }

    // Messages may name ports, times and identity hashes; the kind does not change from run to run.
    private static String describe(Throwable e) {
      return e.getClass().getName();
    }
  }
}
