package com.example.stock;

/** What there is. */
public class Stock {
  private int count = 10;

  public void order(Orders orders, String item) {
    // Gives the stock back before it asks for the orders.
    synchronized (this) {
      count--;
    }
    orders.add(item);
  }

  public synchronized void giveBack() {
    count++;
  }

  public synchronized int count() {
    return count;
  }
}
