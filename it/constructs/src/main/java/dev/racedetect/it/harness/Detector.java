package dev.racedetect.it.harness;

import dev.racedetect.runtime.finding.DataRace;
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

  List<DataRace> drain(TestId test) throws ReflectiveOperationException {
    return races(runtime.getMethod("drain", TestId.class).invoke(null, test));
  }

  List<DataRace> drainUnattributed() throws ReflectiveOperationException {
    return races(runtime.getMethod("drainUnattributed").invoke(null));
  }

  private static List<DataRace> races(Object found) throws ReflectiveOperationException {
    List<DataRace> races = new ArrayList<>();
    for (Object each : (List<?>) found) {
      races.add((DataRace) each.getClass().getMethod("race").invoke(each));
    }
    return races;
  }
}
