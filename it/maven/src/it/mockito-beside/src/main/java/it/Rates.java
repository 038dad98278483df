package it;

/** Final, so that only the inline mock maker can mock it. */
public final class Rates {
  private int asked;

  /** Counts how often it was asked. */
  public int rate(String currency) {
    asked++;
    return currency.length();
  }

  public static Rates today() {
    return new Rates();
  }
}
