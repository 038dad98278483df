package it;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class CounterTest {
  @Test
  void counts() {
    Counter counter = new Counter();
    counter.increment();
    Assertions.assertEquals(1, counter.value());
  }
}
