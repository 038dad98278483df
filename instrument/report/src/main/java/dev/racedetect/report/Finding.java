package dev.racedetect.report;

import dev.racedetect.runtime.finding.TestId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finding as the report has it.
 *
 * @param kind such as {@code DATA_RACE}
 * @param fingerprint its identity across runs
 * @param count how often it was reported
 * @param sites the different pairs of sites
 * @param message the finding in one line
 * @param test the test during which it happened first
 * @param json all of it, as read
 */
public record Finding(
    String kind,
    String fingerprint,
    long count,
    List<String> sites,
    String message,
    Optional<TestId> test,
    Map<String, Object> json) {}
