package it;

/** Two threads may count at once, one after the other. */
public class Counter {
  private int value;

  public synchronized void increment() {
    value++;
  }

  public synchronized int value() {
    return value;
  }
}
