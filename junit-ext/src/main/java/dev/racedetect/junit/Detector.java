package dev.racedetect.junit;

import java.util.List;

/** What this module asks of the detector. */
interface Detector {
  /** Tells whether accesses are checked. */
  boolean isActive();

  /** Why accesses are not checked, and what mends it; null while {@link #isActive()}. */
  String inactiveReason();

  /** Attributes what the calling thread does from now on to {@code test}. */
  void testStarted(WatchedTest test);

  /** Ends the attribution to {@code test} for the calling thread. */
  void testFinished(WatchedTest test);

  /** The races of {@code test} since the last call. */
  List<FoundRace> drain(WatchedTest test);

  /** The races that belong to no test since the last call. */
  List<FoundRace> drainUnattributed();

  /** What the calling thread did so far happens-before each later {@link #orderedAfter} of the same token. */
  void orderedBefore(Object token);

  /** Each earlier {@link #orderedBefore} of the same token happens-before what the calling thread does next. */
  void orderedAfter(Object token);
}
