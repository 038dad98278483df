package dev.racedetect.runtime.thread;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldStampsTest {
  private static final long NOW = 64;
  private static final long LATER = 128;

  private final HeldStamps stamps = new HeldStamps();
  private final Object lock = new Object();

  @Test
  void should_exclude_what_a_writer_asks_for() {
    stamps.got(lock, true, NOW);

    assertThat(stamps.exclude(lock, true, NOW)).isTrue();
    assertThat(stamps.exclude(lock, false, NOW)).isTrue();
    assertThat(stamps.exclude(new Object(), true, NOW)).isFalse();
  }

  @Test
  void should_exclude_only_the_write_lock_from_a_reader() {
    stamps.got(lock, false, NOW);

    assertThat(stamps.exclude(lock, true, NOW)).isTrue();
    assertThat(stamps.exclude(lock, false, NOW)).isFalse();
  }

  @Test
  void should_exclude_nothing_once_others_may_know_the_stamp() {
    stamps.got(lock, true, NOW);

    assertThat(stamps.exclude(lock, true, LATER)).isFalse();
    stamps.got(new Object(), true, LATER);
    assertThat(stamps.exclude(lock, true, NOW)).isFalse();
  }

  @Test
  void should_forget_what_was_given_back() {
    for (int i = 0; i < 9; i++) {
      stamps.got(lock, false, NOW);
    }
    for (int i = 0; i < 8; i++) {
      stamps.gave(lock, false);
    }
    assertThat(stamps.exclude(lock, true, NOW)).isTrue();

    stamps.gave(lock, true);
    assertThat(stamps.exclude(lock, true, NOW)).isTrue();
    stamps.gave(lock, false);
    assertThat(stamps.exclude(lock, true, NOW)).isFalse();
  }
}
