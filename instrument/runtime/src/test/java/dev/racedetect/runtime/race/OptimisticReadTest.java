package dev.racedetect.runtime.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.runtime.ModelProbes;
import dev.racedetect.runtime.ObjectProbes;
import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import jdk.internal.misc.Unsafe;
import org.junit.jupiter.api.Test;

class OptimisticReadTest {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long W = UNSAFE.objectFieldOffset(Words.class, "w");
  private static final long R = UNSAFE.objectFieldOffset(Words.class, "r");

  private static final class Words {
    long w;
    long r;
  }

  private final Words words = new Words();

  @Test
  void should_leave_no_trace_of_a_read_before_validate() {
    ModelProbes.optimisticReadBegins(256, words);
    read();
    assertThat(words.r).isZero();
    ModelProbes.optimisticReadEnds(false);
    assertThat(words.r).isZero();
  }

  @Test
  void should_record_a_validated_read_with_the_epoch_in_which_it_was_made() {
    long epoch = Threads.current().epoch;
    ModelProbes.optimisticReadBegins(256, words);
    read();
    ModelProbes.validating(words);
    ModelProbes.optimisticReadEnds(true);
    assertThat(Threads.current().epoch).isNotEqualTo(epoch);
    assertThat(Epoch.same(words.r, epoch)).isTrue();
  }

  @Test
  void should_not_record_a_validated_read_over_a_writer_that_came_since() {
    ModelProbes.optimisticReadBegins(256, words);
    read();
    words.w = words.r = Epoch.of(Epoch.MAX_SLOT, 1);
    ModelProbes.optimisticReadEnds(true);
    assertThat(words.r).isEqualTo(words.w);
  }

  @Test
  void should_record_a_read_whose_section_was_left() {
    ModelProbes.optimisticReadBegins(256, words);
    read();
    ObjectProbes.optimisticReadLeft(Threads.current());
    assertThat(words.r).isNotZero();
  }

  @Test
  void should_record_a_read_after_validate() {
    ModelProbes.optimisticReadBegins(256, words);
    ModelProbes.optimisticReadEnds(false);
    read();
    assertThat(words.r).isNotZero();
  }

  private void read() {
    ThreadState t = Threads.current();
    RaceRules.read(words, W, R, t, 0, null);
  }
}
