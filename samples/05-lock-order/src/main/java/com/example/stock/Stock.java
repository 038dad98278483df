package com.example.stock;

/** What there is. */
public class Stock {
  private int count = 10;

  public void order(Orders orders, String item) {
    // Holds the stock and wants the orders. Orders.cancel() holds the orders and wants the stock: when the two meet, neither goes on.
    synchronized (this) {
      count--;
      orders.add(item);
    }
  }

  public synchronized void giveBack() {
    count++;
  }

  public synchronized int count() {
    return count;
  }
}
