package dev.racedetect.runtime.finding;

import java.util.List;

/** Lock-order inversions to test with. */
final class LockOrders {
  private static final LockInfo ACCOUNT = new LockInfo("com.acme.Account", "1a2b");
  private static final LockInfo BANK = new LockInfo("com.acme.Bank", "3c4d");

  private LockOrders() {}

  static LockOrder ofTwo(int line) {
    ThreadInfo one = new ThreadInfo(
        "one", 23, false, "main", List.of(Races.frame("com.acme.Bank", "start", 40)));
    ThreadInfo two = new ThreadInfo("two", 24, false, null, List.of());
    Nesting now = new Nesting(
        one,
        ACCOUNT,
        List.of(Races.frame("com.acme.Account", "close", 30)),
        BANK,
        List.of(Races.frame("com.acme.Bank", "remove", line)));
    Nesting before = new Nesting(
        two,
        BANK,
        List.of(Races.frame("com.acme.Bank", "sum", 50)),
        ACCOUNT,
        List.of(Races.frame("com.acme.Account", "balance", 12)));
    return new LockOrder(List.of(now, before), null);
  }

  /** The same, found by the other thread. */
  static LockOrder ofTheSameTwo(int line) {
    LockOrder order = ofTwo(line);
    return new LockOrder(List.of(order.nestings().get(1), order.nestings().get(0)), null);
  }
}
