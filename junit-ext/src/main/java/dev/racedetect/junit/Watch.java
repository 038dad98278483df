package dev.racedetect.junit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tests of one JVM as the detector sees them: which test runs on which thread, and whose races are still to be told.
 *
 * <p>The launcher's listener and the Jupiter extension both report the same tests here; either may be absent.
 */
final class Watch {
  private final Detector detector;
  private final Mode mode;
  private final Handover handover;

  /** Nested as the launcher nests them on one thread: a test within its class, within the outer class. */
  private final ThreadLocal<Deque<WatchedTest>> running = ThreadLocal.withInitial(ArrayDeque::new);

  /** Started and not finished, by unique id: the one name of a test that listener and extension share. */
  private final Map<String, WatchedTest> started = new ConcurrentHashMap<>();

  /** Tests that fail for their races, by unique id, until their class has told what came after their end. */
  private final Map<String, WatchedTest> judged = new ConcurrentHashMap<>();

  /** Races that were found while no test was running: no class that runs later is to fail for them. */
  private final List<FoundRace> outside = Collections.synchronizedList(new ArrayList<>());

  /** Those of {@link #started} that no listener of the launcher will finish. */
  private final Set<String> startedByExtension = ConcurrentHashMap.newKeySet();

  /** Which tests fail for their races. */
  enum Mode {
    /** Those that are annotated. */
    ANNOTATED,
    /** All; the agent was given to the JVM for that purpose. */
    EVERY_TEST,
    /** None, on the user's order. */
    SKIPPED
  }

  Watch(Detector detector, Mode mode) {
    this.detector = detector;
    this.mode = mode;
    this.handover = new Handover(detector);
  }

  Detector detector() {
    return detector;
  }

  Mode mode() {
    return mode;
  }

  Handover handover() {
    return handover;
  }

  /**
   * A test or class starts on the calling thread.
   *
   * @return false when that is known already
   */
  boolean start(WatchedTest test) {
    if (started.isEmpty()) {
      outside.addAll(detector.drainUnattributed());
    }
    if (started.putIfAbsent(test.uniqueId(), test) != null) {
      return false;
    }
    Deque<WatchedTest> enclosing = running.get();
    if (!enclosing.isEmpty()) {
      // One at a time: a race on a thread of unknown origin is the test's when only one is running.
      detector.testFinished(enclosing.peek());
    }
    enclosing.push(test);
    detector.testStarted(test);
    return true;
  }

  /** As {@link #start}, from the Jupiter extension: it counts when no listener of the launcher has said so before. */
  void startFromExtension(WatchedTest test) {
    if (start(test)) {
      startedByExtension.add(test.uniqueId());
    }
  }

  /** Ends what {@link #startFromExtension} started. */
  void finishFromExtension(String uniqueId) {
    if (startedByExtension.remove(uniqueId)) {
      finish(uniqueId);
    }
  }

  /** A test or class ends on the calling thread; what encloses it goes on. */
  void finish(String uniqueId) {
    WatchedTest test = started.remove(uniqueId);
    if (test == null) {
      return;
    }
    detector.testFinished(test);
    Deque<WatchedTest> enclosing = running.get();
    boolean startedHere = enclosing.remove(test);
    if (enclosing.isEmpty()) {
      running.remove();
    } else if (startedHere) {
      detector.testStarted(enclosing.peek());
    }
  }

  /** The races of a test that fails for them. */
  List<FoundRace> judge(WatchedTest test) {
    WatchedTest known = started.getOrDefault(test.uniqueId(), test);
    judged.put(known.uniqueId(), known);
    return detector.drain(known);
  }

  /** The races that were found in the judged tests within {@code container} after those had ended. */
  List<FoundRace> judgeLate(String container) {
    List<FoundRace> late = new ArrayList<>();
    for (WatchedTest test : judged.values()) {
      if (test.isWithin(container)) {
        late.addAll(detector.drain(test));
        judged.remove(test.uniqueId());
      }
    }
    return late;
  }

  /** As {@link #judgeLate}, for whatever was judged and not yet told. */
  List<FoundRace> judgeRest() {
    List<FoundRace> rest = new ArrayList<>();
    for (WatchedTest test : judged.values()) {
      rest.addAll(detector.drain(test));
    }
    judged.clear();
    rest.addAll(outside);
    rest.addAll(detector.drainUnattributed());
    return rest;
  }
}
