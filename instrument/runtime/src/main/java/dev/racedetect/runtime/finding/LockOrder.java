package dev.racedetect.runtime.finding;

import java.util.List;

/**
 * Two locks that threads nested in both orders, so that they deadlock when they do it at the same time.
 *
 * @param nestings two; the first is the later one
 * @param test the test during which it happened, or null
 */
public record LockOrder(List<Nesting> nestings, TestId test) implements Finding {
  @Override
  public Kind kind() {
    return Kind.LOCK_ORDER;
  }
}
