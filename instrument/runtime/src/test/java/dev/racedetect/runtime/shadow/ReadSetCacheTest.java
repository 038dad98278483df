package dev.racedetect.runtime.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.runtime.clock.Epoch;
import org.junit.jupiter.api.Test;

class ReadSetCacheTest {
  private static final long EPOCH = Epoch.of(7, 1000);

  private final ReadSetCache cache = new ReadSetCache();

  @Test
  void should_remember_a_set_in_the_epoch_of_the_read_only() {
    cache.setCurrent(12_345, EPOCH);
    assertThat(cache.isCurrent(12_345, EPOCH)).isTrue();
    assertThat(cache.isCurrent(12_345, Epoch.of(7, 1001))).isFalse();
  }

  @Test
  void should_tell_sets_apart_whose_numbers_end_alike() {
    cache.setCurrent(12_345, EPOCH);
    assertThat(cache.isCurrent(12_345 + (1 << 8), EPOCH)).isFalse();
    assertThat(cache.isCurrent(12_345 + (1L << 20), EPOCH)).isFalse();
    assertThat(cache.isCurrent(12_345 + (1L << 44), EPOCH)).isFalse();
  }

  @Test
  void should_take_no_epoch_for_a_set_it_knows() {
    cache.setCurrent(12_345, EPOCH);
    for (int clock = 0; clock < 4096; clock++) {
      assertThat(cache.isCurrent(Epoch.of(5, clock) | 12_345, EPOCH)).isFalse();
    }
    assertThat(cache.isCurrent(0, EPOCH)).isFalse();
    assertThat(cache.isCurrent(Shadow.SHARED, EPOCH)).isFalse();
  }

  @Test
  void should_know_nothing_of_the_slot_a_thread_had_before() {
    cache.setCurrent(12_345, EPOCH);
    cache.clear();
    assertThat(cache.isCurrent(12_345, Epoch.of(8, 1000))).isFalse();
  }
}
