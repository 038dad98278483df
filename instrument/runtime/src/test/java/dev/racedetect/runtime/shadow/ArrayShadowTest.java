package dev.racedetect.runtime.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import jdk.internal.misc.Unsafe;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Runs say of each element what words of its own would say. */
class ArrayShadowTest {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final int[] STRIDES = {1, 1, 1, 2, 2, 4, 3, 8, 9};

  /** Stamps the write word of what it is applied to. */
  private record Stamp(long word) implements ArrayShadow.Rule {
    @Override
    public void apply(long[] words, long w, long r, Shadow shadow) {
      UNSAFE.putLong(words, w, word);
      UNSAFE.putLong(words, r, -word);
    }
  }

  @RepeatedTest(200)
  void should_keep_what_ranges_were_stamped_with(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int length = 32 + random.nextInt(100);
    ArrayShadow shadow = new ArrayShadow(new int[length], 1, length);
    long[] expected = new long[length];
    int inRuns = 0;
    for (int op = 1; op < 60; op++) {
      int stride = op == 1 ? 1 : STRIDES[random.nextInt(STRIDES.length)];
      int first = random.nextInt(length);
      int last = first + random.nextInt((length - 1 - first) / stride + 1) * stride;
      long word = 1 + random.nextInt(3); // few words, so that runs are joined
      if (shadow.inRuns(first, last, stride, new Stamp(word))) {
        inRuns++;
      } else {
        stamp(shadow.words(), first, last, stride, word);
      }
      for (int i = first; i <= last; i += stride) {
        expected[i] = word;
      }
    }
    assertThat(inRuns).isPositive();
    assertThat(writes(shadow, length)).isEqualTo(expected);
  }

  @Test
  void should_stay_in_runs_while_ranges_follow_each_other() {
    ArrayShadow shadow = new ArrayShadow(new int[100_000], 1, 100_000);
    for (int i = 0; i < 100_000; i += 8) {
      assertThat(shadow.inRuns(i, i + 7, 1, new Stamp(5))).isTrue();
    }
    assertThat(shadow.words()).isSameAs(ArrayShadow.IN_RUNS);
  }

  @Test
  void should_give_an_array_that_is_accessed_without_order_words_for_each_element() {
    ArrayShadow shadow = new ArrayShadow(new int[1000], 1, 1000);
    for (int i = 0; i < 1000; i += 20) {
      shadow.inRuns(i, i, 1, new Stamp(i + 1));
    }
    assertThat(shadow.words()).hasSize(2000);
  }

  private static void stamp(long[] words, int first, int last, int stride, long word) {
    for (int i = first; i <= last; i += stride) {
      new Stamp(word).apply(words, ArrayShadow.writeOffset(i), ArrayShadow.readOffset(i), null);
    }
  }

  private static long[] writes(ArrayShadow shadow, int length) {
    long[] words = shadow.spread();
    long[] writes = new long[length];
    for (int i = 0; i < length; i++) {
      writes[i] = UNSAFE.getLong(words, ArrayShadow.writeOffset(i));
      assertThat(UNSAFE.getLong(words, ArrayShadow.readOffset(i))).isEqualTo(-writes[i]);
    }
    return writes;
  }
}
