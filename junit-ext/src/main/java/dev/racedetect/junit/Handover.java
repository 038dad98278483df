package dev.racedetect.junit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The order that JUnit promises whatever threads it uses: a container's set-up happens-before its tests, and these
 * happen-before its tear-down. Two tests of one container are not ordered by it, for they may run in parallel.
 *
 * <p>A node of the test tree is known by its unique id, whose prefixes are the nodes that enclose it; the empty id is the
 * launcher's session.
 */
final class Handover {
  static final String SESSION = "";

  private final Detector detector;
  private final Map<String, Object> setUp = new ConcurrentHashMap<>();
  private final Map<String, Object> tearDown = new ConcurrentHashMap<>();

  Handover(Detector detector) {
    this.detector = detector;
  }

  /** What the calling thread did is part of the set-up of {@code container}. */
  void setUp(String container) {
    detector.orderedBefore(setUp.computeIfAbsent(container, id -> new Object()));
  }

  /** The calling thread goes on in {@code node}, after the set-up of whatever encloses it. */
  void enter(String node) {
    for (String id = node; ; id = parent(id)) {
      Object token = setUp.get(id);
      if (token != null) {
        detector.orderedAfter(token);
      }
      if (id.equals(SESSION)) {
        return;
      }
    }
  }

  /** What the calling thread did in {@code node} comes before the tear-down of whatever encloses it. */
  void leave(String node) {
    for (String id = node; !id.equals(SESSION); ) {
      id = parent(id);
      detector.orderedBefore(tearDown.computeIfAbsent(id, key -> new Object()));
    }
  }

  /** The calling thread goes on with the tear-down of {@code container}. */
  void tearDown(String container) {
    Object token = tearDown.get(container);
    if (token != null) {
      detector.orderedAfter(token);
    }
  }

  /** Forgets a container that is over. */
  void forget(String container) {
    setUp.remove(container);
    tearDown.remove(container);
  }

  private static String parent(String id) {
    // The launcher encodes '/' and '[' within a segment, so that this never cuts one.
    int end = id.lastIndexOf("/[");
    return end < 0 ? SESSION : id.substring(0, end);
  }
}
