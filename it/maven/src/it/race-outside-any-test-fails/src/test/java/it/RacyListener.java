package it;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Counts in two threads when all tests are over. */
public class RacyListener implements LauncherSessionListener {
  @Override
  public void launcherSessionClosed(LauncherSession session) {
    Counter counter = new Counter();
    Thread one = new Thread(counter::increment);
    Thread two = new Thread(counter::increment);
    one.start();
    two.start();
    try {
      one.join();
      two.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
