package com.acme.bank;

import dev.racedetect.junit.RaceDetect;
import org.junit.jupiter.api.Test;

/** Its subclass inherits the annotation and a test. */
@RaceDetect
abstract class AnnotatedBase {
  private int sum;

  @Test
  void race_inherited() throws InterruptedException {
    Threads.inParallel(() -> sum++, () -> sum++);
  }
}
