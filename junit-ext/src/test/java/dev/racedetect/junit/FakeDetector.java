package dev.racedetect.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A detector whose races are told to it, and whose happens-before edges can be asked for. */
final class FakeDetector implements Detector {
  private final InheritableThreadLocal<String> current = new InheritableThreadLocal<>();
  private final Map<String, List<FoundRace>> races = new ConcurrentHashMap<>();
  private final Map<Object, List<String>> releases = new ConcurrentHashMap<>();
  private final InheritableThreadLocal<String> step = new InheritableThreadLocal<>();
  private final List<String> edges = new CopyOnWriteArrayList<>();
  private final List<WatchedTest> started = new CopyOnWriteArrayList<>();

  /** A race on {@code variable} in the test of the calling thread. */
  void race(String variable) {
    String test = current.get();
    StackTraceElement[] now = {
      new StackTraceElement("com.acme.Account", "deposit", "Account.java", 7)
    };
    StackTraceElement[] before = {
      new StackTraceElement("com.acme.Account", "audit", "Account.java", 12)
    };
    races
        .computeIfAbsent(test == null ? "" : test, id -> new CopyOnWriteArrayList<>())
        .add(new FoundRace(
            "DATA RACE on " + variable, "WARNING: DATA RACE", now, "previous read", before));
  }

  /** Names what the calling thread does now, for {@link #edges()}. */
  void step(String name) {
    step.set(name);
  }

  /** The edges so far, as {@code from->to}. */
  List<String> edges() {
    return edges;
  }

  /** The tests that were started, in order. */
  List<WatchedTest> started() {
    return started;
  }

  @Override
  public boolean isActive() {
    return true;
  }

  @Override
  public String inactiveReason() {
    return null;
  }

  @Override
  public void testStarted(WatchedTest test) {
    started.add(test);
    current.set(test.uniqueId());
  }

  @Override
  public void testFinished(WatchedTest test) {
    current.remove();
  }

  @Override
  public List<FoundRace> drain(WatchedTest test) {
    List<FoundRace> found = races.remove(test.uniqueId());
    return found == null ? List.of() : found;
  }

  @Override
  public List<FoundRace> drainUnattributed() {
    List<FoundRace> found = races.remove("");
    return found == null ? List.of() : found;
  }

  @Override
  public void orderedBefore(Object token) {
    releases.computeIfAbsent(token, key -> new ArrayList<>()).add(String.valueOf(step.get()));
  }

  @Override
  public void orderedAfter(Object token) {
    edges.addAll(releases.getOrDefault(token, List.of()));
  }
}
