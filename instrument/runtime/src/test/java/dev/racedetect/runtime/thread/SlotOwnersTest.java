package dev.racedetect.runtime.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.runtime.clock.VectorClock;
import org.junit.jupiter.api.Test;

class SlotOwnersTest {
  private final SlotOwners owners = new SlotOwners();

  @Test
  void should_know_the_owner_at_each_time() {
    ThreadRecord first = record();
    ThreadRecord second = record();
    owners.add(first, 1);
    owners.add(second, 10);

    assertThat(owners.at(9)).isSameAs(first);
    assertThat(owners.at(10)).isSameAs(second);
  }

  @Test
  void should_know_the_last_two_thousand_of_many() {
    ThreadRecord remembered = record();
    for (int i = 1; i <= 20_000; i++) {
      owners.add(i == 18_000 ? remembered : null, i);
    }

    assertThat(owners.at(18_000)).isSameAs(remembered);
    assertThat(owners.at(1)).isNull();
  }

  private static ThreadRecord record() {
    return new ThreadRecord(new Thread(), new VectorClock(), null, 0);
  }
}
