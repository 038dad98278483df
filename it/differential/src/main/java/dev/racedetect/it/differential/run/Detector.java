package dev.racedetect.it.differential.run;

import dev.racedetect.runtime.finding.DataRace;
import java.util.ArrayList;
import java.util.List;

/** The detector of this JVM. */
final class Detector {
  private final Class<?> runtime;

  Detector() throws ReflectiveOperationException {
    runtime = Class.forName("dev.racedetect.runtime.RaceDetectRuntime", false, null);
    if (!(boolean) runtime.getMethod("isActive").invoke(null)) {
      throw new IllegalStateException(
          "inactive: " + runtime.getMethod("inactiveReason").invoke(null));
    }
  }

  /** The races found since the last call. */
  List<DataRace> drain() throws ReflectiveOperationException {
    List<DataRace> races = new ArrayList<>();
    for (Object each : (List<?>) runtime.getMethod("drainUnattributed").invoke(null)) {
      races.add((DataRace) each.getClass().getMethod("finding").invoke(each));
    }
    return races;
  }
}
