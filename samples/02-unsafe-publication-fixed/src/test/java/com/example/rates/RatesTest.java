package com.example.rates;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.Callable;
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
    Callable<Double> customer = () -> Rates.get().euro();

    List<Future<Double>> rates = customers.invokeAll(List.of(customer, customer));

    assertEquals(rates.get(0).get(), rates.get(1).get());
    customers.shutdown();
  }
}
