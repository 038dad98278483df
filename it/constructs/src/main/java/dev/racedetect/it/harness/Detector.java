package dev.racedetect.it.harness;

import dev.racedetect.runtime.finding.Finding;
import dev.racedetect.runtime.finding.TestId;
import java.util.ArrayList;
import java.util.List;

/** The detector of this JVM, reached by reflection so that the cases also run without an agent. */
final class Detector {
  private final Class<?> runtime;

  Detector() throws ReflectiveOperationException {
    runtime = Class.forName("dev.racedetect.runtime.RaceDetectRuntime", false, null);
    if (!(boolean) runtime.getMethod("isActive").invoke(null)) {
      throw new IllegalStateException(
          "inactive: " + runtime.getMethod("inactiveReason").invoke(null));
    }
  }

  void testStarted(TestId test) throws ReflectiveOperationException {
    runtime.getMethod("testStarted", TestId.class).invoke(null, test);
  }

  void testFinished(TestId test) throws ReflectiveOperationException {
    runtime.getMethod("testFinished", TestId.class).invoke(null, test);
  }

  List<Finding> drain(TestId test) throws ReflectiveOperationException {
    return findings(runtime.getMethod("drain", TestId.class).invoke(null, test));
  }

  List<Finding> drainUnattributed() throws ReflectiveOperationException {
    return findings(runtime.getMethod("drainUnattributed").invoke(null));
  }

  private static List<Finding> findings(Object found) throws ReflectiveOperationException {
    List<Finding> findings = new ArrayList<>();
    for (Object each : (List<?>) found) {
      findings.add((Finding) each.getClass().getMethod("finding").invoke(each));
    }
    return findings;
  }
}
