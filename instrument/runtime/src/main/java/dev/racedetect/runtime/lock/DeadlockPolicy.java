package dev.racedetect.runtime.lock;

import dev.racedetect.runtime.option.Options;

/** What is done about deadlocks, real and possible ones; decided once, when the agent starts. */
public final class DeadlockPolicy {
  private static boolean finds;
  private static boolean breaks;
  private static boolean findsOrders;

  private DeadlockPolicy() {}

  /** Takes over the options. */
  public static void decide(Options options) {
    breaks = options.breaksDeadlocks();
    finds = options.findsDeadlocks();
    findsOrders = options.findsLockOrders();
  }

  /** Whether anything is looked for. */
  public static boolean looks() {
    return finds || findsOrders;
  }

  /** Whether deadlocks are looked for. */
  public static boolean finds() {
    return finds;
  }

  /** Whether lock-order inversions are looked for. */
  public static boolean findsOrders() {
    return findsOrders;
  }

  /** Whether the thread that would close one throws instead. */
  public static boolean breaks() {
    return breaks;
  }
}
