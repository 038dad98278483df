package dev.racedetect.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchTest {
  private final FakeDetector detector = new FakeDetector();
  private final Watch watch = new Watch(detector, Watch.Mode.EVERY_TEST);

  @Test
  void should_keep_a_race_that_was_found_while_no_test_was_running_for_the_end() {
    detector.race("x");
    watch.start(new WatchedTest("[class:C]", "C", null, "C"));

    assertThat(detector.drainUnattributed()).isEmpty();
    assertThat(watch.judgeRest()).hasSize(1);
  }

  @Test
  void should_leave_a_race_of_no_test_to_the_class_that_was_running() throws InterruptedException {
    Thread stray = new Thread(() -> detector.race("x"));
    watch.start(new WatchedTest("[class:C]", "C", null, "C"));
    watch.start(new WatchedTest("[class:C]/[method:m()]", "C", "m", "m()"));
    watch.finish("[class:C]/[method:m()]");
    stray.start();
    stray.join();
    watch.start(new WatchedTest("[class:C]/[method:n()]", "C", "n", "n()"));

    assertThat(detector.drainUnattributed()).hasSize(1);
  }
}
