package com.example.counter;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HitCounterTest {
  /**
   * An ordinary test, green on every run without race detection: the two threads hardly ever meet. The detector needs no such
   * luck. Nothing orders one thread's increment before the other's, so that it sees the race whichever came first. The read
   * at the end is no race: join() orders it after both threads.
   */
  @Test
  void counts_the_hits_of_two_requests() throws InterruptedException {
    HitCounter counter = new HitCounter();
    Thread first = new Thread(counter::hit, "request-1");
    Thread second = new Thread(counter::hit, "request-2");

    first.start();
    second.start();
    first.join();
    second.join();

    assertTrue(counter.hits() > 0);
  }
}
