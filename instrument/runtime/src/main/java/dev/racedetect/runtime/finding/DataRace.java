package dev.racedetect.runtime.finding;

/**
 * Two accesses to one variable, at least one a write, that no happens-before path orders (JLS 17.4.5).
 *
 * @param variable what was accessed
 * @param current the access that completed the race
 * @param previous the earlier access
 * @param test the test during which it happened, or null
 */
public record DataRace(Variable variable, Access current, Access previous, TestId test)
    implements Finding {
  @Override
  public Kind kind() {
    return Kind.DATA_RACE;
  }
}
