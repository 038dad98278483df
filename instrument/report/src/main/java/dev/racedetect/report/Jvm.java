package dev.racedetect.report;

import dev.racedetect.runtime.finding.Watched;
import java.util.Optional;

/**
 * A tested JVM.
 *
 * @param pid its process id
 * @param java its {@code java.version}
 * @param watched what it watched; empty when it ended before it could say so, killed for example
 */
public record Jvm(long pid, String java, Optional<Watched> watched) {
  /**
   * Tells whether the JVM ended in order, so that nothing it found is missing.
   *
   * @return true when it did
   */
  public boolean complete() {
    return watched.isPresent();
  }
}
