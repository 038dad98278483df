package it;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class CounterTest {
  /** Its threads outlive the test that they worked for. */
  static final ExecutorService POOL = Executors.newFixedThreadPool(2);

  @Test
  void counts() throws Exception {
    Counter counter = new Counter();
    POOL.submit(counter::increment).get();
    POOL.submit(counter::increment).get();
    Assertions.assertEquals(2, counter.value());
  }
}
