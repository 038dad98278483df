package it;

/** Two threads may count at once, which nothing orders. */
public class Counter {
  private int value;

  public void increment() {
    value++; // race
  }

  public int value() {
    return value;
  }
}
