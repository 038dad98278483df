package com.acme.bank;

import dev.racedetect.junit.RaceDetect;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@RaceDetect
class LeakScenario {
  private static final CountDownLatch ENDED = new CountDownLatch(1);
  private static final Account ACCOUNT = new Account();
  private static Thread leaked;

  @Test
  void no_race_yet() {
    leaked = new Thread(() -> {
      try {
        ENDED.await();
      } catch (InterruptedException e) {
        return;
      }
      ACCOUNT.deposit(1);
    });
    leaked.start();
  }

  @AfterAll
  static void race_with_the_leaked_thread() throws InterruptedException {
    ENDED.countDown();
    ACCOUNT.deposit(2);
    leaked.join();
  }
}
