package dev.racedetect.junit;

import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Gets the agent before test classes load; public for JUnit's service loader only. */
public final class SessionListener implements LauncherSessionListener {
  /** For JUnit. */
  public SessionListener() {}

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Activation.launcherStarts();
    Activation.watch().handover().setUp(Handover.SESSION);
  }

  /**
   * Fails the session for the races that no class could fail for. An agent that a build tool or a user gave to the JVM
   * judges them itself: by the build's check, or by the exit status.
   */
  @Override
  public void launcherSessionClosed(LauncherSession session) {
    Watch watch = Activation.watch();
    watch.handover().tearDown(Handover.SESSION);
    if (!Activation.isSelfAttached()) {
      return;
    }
    List<FoundRace> rest = watch.judgeRest();
    if (!rest.isEmpty()) {
      throw RaceFailure.of(" (after its test had ended)", rest);
    }
  }
}
