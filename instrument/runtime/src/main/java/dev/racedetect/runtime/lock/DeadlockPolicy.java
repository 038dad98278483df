package dev.racedetect.runtime.lock;

import dev.racedetect.runtime.option.Options;

/** What is done about deadlocks; decided once, when the agent starts. */
public final class DeadlockPolicy {
  private static boolean finds;
  private static boolean breaks;

  private DeadlockPolicy() {}

  /** Takes over the options. */
  public static void decide(Options options) {
    breaks = options.breaksDeadlocks();
    finds = options.findsDeadlocks();
  }

  /** Whether deadlocks are looked for. */
  public static boolean finds() {
    return finds;
  }

  /** Whether the thread that would close one throws instead. */
  public static boolean breaks() {
    return breaks;
  }
}
