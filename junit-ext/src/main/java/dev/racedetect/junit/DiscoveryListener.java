package dev.racedetect.junit;

import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * Registers the extension for every Jupiter test when every test is to be watched; public for JUnit's service loader only.
 */
public final class DiscoveryListener implements LauncherDiscoveryListener {
  private static final String ENABLED = "junit.jupiter.extensions.autodetection.enabled";
  private static final String INCLUDE = "junit.jupiter.extensions.autodetection.include";

  /** For JUnit. */
  public DiscoveryListener() {}

  @Override
  public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
    Activation.launcherStarts();
    Watch watch = Activation.watch();
    if (watch.detector().isActive()
        && watch.mode() == Watch.Mode.EVERY_TEST
        && AutoDetection.isJupiterPresent()) {
      letJupiterFindTheExtension(request.getConfigurationParameters());
    }
  }

  /**
   * Turns automatic detection on for this extension and for no other, and leaves detection that the user turned on as it is.
   * JUnit reads the properties after this, as it executes.
   */
  private static void letJupiterFindTheExtension(ConfigurationParameters user) {
    String self = AutoDetection.EXTENSION;
    String include = user.get(INCLUDE).orElse(null);
    if (user.get(ENABLED).map(Boolean::parseBoolean).orElse(false)) {
      if (include != null && !include.contains(self)) {
        System.setProperty(INCLUDE, include + ',' + self);
      }
    } else if (AutoDetection.canSelect() || AutoDetection.isAlone()) {
      System.setProperty(INCLUDE, self);
      System.setProperty(ENABLED, "true");
    }
    // Otherwise races are attributed by TestListener, and fail the build by its check instead of
    // their tests.
  }
}
