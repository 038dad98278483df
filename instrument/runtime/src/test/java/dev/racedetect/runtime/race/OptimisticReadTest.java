package dev.racedetect.runtime.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.runtime.ModelProbes;
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
    ModelProbes.optimisticReadEnds(true, words);
    assertThat(words.r).isZero();
  }

  @Test
  void should_record_a_read_after_validate() {
    ModelProbes.optimisticReadBegins(256, words);
    ModelProbes.optimisticReadEnds(false, words);
    read();
    assertThat(words.r).isNotZero();
  }

  private void read() {
    ThreadState t = Threads.current();
    RaceRules.read(words, W, R, t, 0, null);
  }
}
