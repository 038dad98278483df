package com.example.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StockTest {
  /**
   * The customers come one after the other here, so that the test always ends. What it did not happen to run into is reported all
   * the same: nothing but luck keeps them apart.
   */
  @Test
  void one_customer_orders_and_another_cancels() throws InterruptedException {
    Stock stock = new Stock();
    Orders orders = new Orders();
    orders.add("lamp");
    Thread ada = new Thread(() -> stock.order(orders, "chair"), "customer-ada");
    Thread alan = new Thread(() -> later(() -> orders.cancel(stock, "lamp")), "customer-alan");

    ada.start();
    alan.start();
    ada.join();
    alan.join();

    assertEquals(10, stock.count());
  }

  private static void later(Runnable visit) {
    try {
      Thread.sleep(200);
      visit.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
