package dev.racedetect.it.libraries;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tests that ended in two ways in at least one pair of runs, one without the agent and one with it, and how often. */
final class Differences {
  private final Map<String, Outcomes> tests = new TreeMap<>();

  /** How one test ended, run by run; null where it did not. */
  private record Outcomes(List<String> plain, List<String> watched) {
    /** How often it ended in a way with the agent that it never ended in without. */
    long onlyWithAgent() {
      return watched.stream().filter(outcome -> !plain.contains(outcome)).count();
    }
  }

  /** Adds a pair of runs: their outcomes by the unique ids of tests and containers. */
  void add(Map<String, String> plain, Map<String, String> watched) {
    Set<String> ids = new TreeSet<>(plain.keySet());
    ids.addAll(watched.keySet());
    ids.removeIf(id -> Objects.equals(plain.get(id), watched.get(id)));
    ids.addAll(tests.keySet());
    for (String id : ids) {
      Outcomes outcomes =
          tests.computeIfAbsent(id, key -> new Outcomes(new ArrayList<>(), new ArrayList<>()));
      outcomes.plain.add(plain.get(id));
      outcomes.watched.add(watched.get(id));
    }
  }

  /** All of them, by unique id. */
  Set<String> ids() {
    return new LinkedHashSet<>(tests.keySet());
  }

  /** A line each: how the test ended in all runs. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    tests.forEach((id, outcomes) -> lines.add(
        id + ": " + outcomes.plain + " without the agent, " + outcomes.watched + " with it"));
    return lines;
  }

  /** Those that the agent changes: what happened more than once with it never happened without. */
  Set<String> madeByTheAgent() {
    Set<String> made = ids();
    made.removeIf(id -> tests.get(id).onlyWithAgent() < 2);
    return made;
  }

  /** Those that ended well without the agent at least once. */
  Set<String> successfulWithout() {
    Set<String> successful = ids();
    successful.removeIf(id -> !tests.get(id).plain.contains("SUCCESSFUL"));
    return successful;
  }
}
