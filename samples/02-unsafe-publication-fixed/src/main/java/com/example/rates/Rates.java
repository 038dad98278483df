package com.example.rates;

/** Exchange rates, expensive to load and therefore loaded at first use. */
public class Rates {
  // Volatile: the write happens-before each read that sees it (JLS 17.4.5). The one word was all that was missing.
  private static volatile Rates instance;

  // Final, so that a thread that sees the object sees its contents as well (JLS 17.5). Without "final" there would be a second
  // race: a thread could see the object and not yet its rate.
  private final double euro;

  private Rates(double euro) {
    this.euro = euro;
  }

  /** Double-checked locking as it works since Java 5. */
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
