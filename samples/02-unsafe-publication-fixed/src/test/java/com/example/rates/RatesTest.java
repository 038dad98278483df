package com.example.rates;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RatesTest {
  /**
   * The same test as in 02-unsafe-publication, and green with race detection too.
   */
  @Test
  void loads_the_rates_once() throws InterruptedException, ExecutionException {
    ExecutorService customers = Executors.newFixedThreadPool(2);
    Future<Double> first = customers.submit(() -> Rates.get().euro());
    Future<Double> second = customers.submit(() -> Rates.get().euro());

    assertEquals(first.get(), second.get());
    customers.shutdown();
  }
}
