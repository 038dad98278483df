package dev.racedetect.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs test cases on Jupiter with a given watch. */
final class Kit {
  private static FakeDetector detector;

  private final EngineExecutionResults results;

  private Kit(EngineExecutionResults results) {
    this.results = results;
  }

  /** The detector of the run under way, for test cases. */
  static FakeDetector detector() {
    return detector;
  }

  static Kit run(Class<?> testCase) {
    return run(Watch.Mode.ANNOTATED, testCase, Map.of());
  }

  static Kit run(Watch.Mode mode, Class<?> testCase, Map<String, String> configuration) {
    detector = new FakeDetector();
    return run(new Watch(detector, mode), testCase, configuration);
  }

  static Kit run(Watch watch, Class<?> testCase, Map<String, String> configuration) {
    Watch before = Activation.replace(watch);
    try {
      return new Kit(EngineTestKit.engine("junit-jupiter")
          .selectors(selectClass(testCase))
          .configurationParameters(configuration)
          .execute());
    } finally {
      Activation.replace(before);
    }
  }

  EngineExecutionResults results() {
    return results;
  }

  long succeeded() {
    return results.testEvents().succeeded().count();
  }

  long failed() {
    return results.testEvents().failed().count();
  }

  long failedContainers() {
    return results.containerEvents().failed().count();
  }

  /** What the only failed test threw. */
  Throwable failure() {
    return thrown(results.testEvents().failed().list().get(0));
  }

  /** What the only failed class threw. */
  Throwable containerFailure() {
    return thrown(results.containerEvents().failed().list().get(0));
  }

  private static Throwable thrown(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
  }
}
