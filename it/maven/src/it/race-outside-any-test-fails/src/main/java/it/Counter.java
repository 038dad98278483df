package it;

/** Two threads may count at once, which nothing orders. */
public class Counter {
  private int value;
  private int lateValue;

  public void increment() {
    value++; // race
  }

  public void incrementLate() {
    lateValue++; // race
  }

  public int value() {
    return value;
  }
}
