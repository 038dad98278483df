package dev.racedetect.junit;

import java.util.List;

/** Stands for a detector that could not be had. */
final class NoDetector implements Detector {
  private final String reason;

  NoDetector(String reason) {
    this.reason = reason;
  }

  @Override
  public boolean isActive() {
    return false;
  }

  @Override
  public String inactiveReason() {
    return reason;
  }

  @Override
  public void testStarted(WatchedTest test) {}

  @Override
  public void testFinished(WatchedTest test) {}

  @Override
  public List<FoundRace> drain(WatchedTest test) {
    return List.of();
  }

  @Override
  public List<FoundRace> drainUnattributed() {
    return List.of();
  }

  @Override
  public void orderedBefore(Object token) {}

  @Override
  public void orderedAfter(Object token) {}
}
