package com.example.rates;

/** Exchange rates, expensive to load and therefore loaded at first use. */
public class Rates {
  private static Rates instance;

  // Final, so that a thread that sees the object sees its contents as well (JLS 17.5). Without "final" there would be a second
  // race: a thread could see the object and not yet its rate.
  private final double euro;

  private Rates(double euro) {
    this.euro = euro;
  }

  /**
   * The double-checked locking that everybody has written once. The first read is made without the lock: nothing
   * orders the write of "instance" under the lock before it.
   */
  public static Rates get() {
    Rates rates = instance;
    if (rates == null) {
      synchronized (Rates.class) {
        rates = instance;
        if (rates == null) {
          rates = new Rates(0.92);
          instance = rates;
        }
      }
    }
    return rates;
  }

  public double euro() {
    return euro;
  }
}
