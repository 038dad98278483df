package com.example.counter;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HitCounterTest {
  /**
   * The same test as in 01-racy-counter, and green with race detection too.
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
