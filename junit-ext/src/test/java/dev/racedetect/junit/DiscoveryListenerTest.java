package dev.racedetect.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiscoveryListenerTest {
  private static final String ENABLED = "junit.jupiter.extensions.autodetection.enabled";
  private static final String INCLUDE = "junit.jupiter.extensions.autodetection.include";

  private Watch before;

  @BeforeEach
  void watch_every_test() {
    before = Activation.replace(new Watch(new FakeDetector(), Watch.Mode.EVERY_TEST));
  }

  @AfterEach
  void restore() {
    Activation.replace(before);
    System.clearProperty(ENABLED);
    System.clearProperty(INCLUDE);
  }

  @Test
  void should_let_jupiter_detect_the_extension_and_no_other() {
    new DiscoveryListener().launcherDiscoveryStarted(request().build());

    assertThat(System.getProperty(ENABLED)).isEqualTo("true");
    assertThat(System.getProperty(INCLUDE)).isEqualTo(RaceDetectExtension.class.getName());
  }

  @Test
  void should_leave_detection_that_the_user_turned_on_as_it_is() {
    new DiscoveryListener()
        .launcherDiscoveryStarted(
            request().configurationParameter(ENABLED, "true").build());

    assertThat(System.getProperty(ENABLED)).isNull();
    assertThat(System.getProperty(INCLUDE)).isNull();
  }

  @Test
  void should_join_the_extensions_that_the_user_selected() {
    System.setProperty(ENABLED, "true");
    System.setProperty(INCLUDE, "com.acme.*");

    new DiscoveryListener().launcherDiscoveryStarted(request().build());

    assertThat(System.getProperty(INCLUDE))
        .isEqualTo("com.acme.*," + RaceDetectExtension.class.getName());
  }

  @Test
  void should_leave_everything_when_only_annotated_tests_are_watched() {
    Activation.replace(new Watch(new FakeDetector(), Watch.Mode.ANNOTATED));

    new DiscoveryListener().launcherDiscoveryStarted(request().build());

    assertThat(System.getProperty(ENABLED)).isNull();
  }
}
