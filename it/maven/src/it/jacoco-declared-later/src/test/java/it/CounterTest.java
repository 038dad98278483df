package it;

import org.junit.jupiter.api.Test;

class CounterTest {
  @Test
  void counts_in_two_threads() throws InterruptedException {
    Counter counter = new Counter();
    Thread one = new Thread(counter::increment);
    Thread two = new Thread(counter::increment);
    one.start();
    two.start();
    one.join();
    two.join();
  }
}
