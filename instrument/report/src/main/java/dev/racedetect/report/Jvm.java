package dev.racedetect.report;

import dev.racedetect.runtime.finding.Watched;
import java.util.Optional;

/**
 * A tested JVM.
 *
 * @param pid its process id
 * @param java its {@code java.version}
 * @param watched what it watched; empty when it ended before it could say so, killed for example
 * @param damage where its findings file is not as a JVM writes it; empty as a rule
 */
public record Jvm(long pid, String java, Optional<Watched> watched, Optional<String> damage) {
  /**
   * Tells whether the JVM ended in order and its file is whole, so that nothing it found is missing.
   *
   * @return true when it did
   */
  public boolean complete() {
    return watched.isPresent() && damage.isEmpty();
  }
}
