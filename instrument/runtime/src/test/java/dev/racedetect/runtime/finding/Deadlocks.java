package dev.racedetect.runtime.finding;

import java.util.List;

/** Deadlocks to test with. */
final class Deadlocks {
  private static final ThreadInfo ONE =
      new ThreadInfo("one", 23, false, "main", List.of(Races.frame("com.acme.Bank", "start", 40)));
  private static final ThreadInfo TWO = new ThreadInfo("", 24, true, null, List.of());

  private Deadlocks() {}

  static Deadlock ofTwo(int line) {
    LockInfo account = new LockInfo("com.acme.Account", "1a2b");
    LockInfo lock = new LockInfo("java.util.concurrent.locks.ReentrantLock", "3c4d");
    BlockedThread first = new BlockedThread(
        ONE,
        new Awaited(Awaited.Mode.LOCK, account),
        TWO,
        List.of(lock),
        List.of(Races.frame("com.acme.Account", "transfer", line)));
    BlockedThread second = new BlockedThread(
        TWO,
        new Awaited(Awaited.Mode.END, new LockInfo("java.lang.Thread", "5e")),
        ONE,
        List.of(account),
        List.of(
            Races.frame("java.lang.Thread", "join", 1313),
            Races.frame("com.acme.Bank", "close", 50)));
    TestId test = new TestId("[engine:x]", "com.acme.AccountTest", "transfer", "transfer()");
    return new Deadlock(List.of(first, second), test);
  }

  /** The same, closed by the other thread. */
  static Deadlock ofTheSameTwo(int line) {
    Deadlock deadlock = ofTwo(line);
    return new Deadlock(List.of(deadlock.threads().get(1), deadlock.threads().get(0)), null);
  }

  static Deadlock ofOne() {
    BlockedThread only = new BlockedThread(
        ONE,
        new Awaited(
            Awaited.Mode.WRITE_LOCK, new LockInfo("java.util.concurrent.locks.StampedLock", "7f")),
        ONE,
        List.of(),
        List.of(Races.frame("com.acme.Account", "upgrade", 9)));
    return new Deadlock(List.of(only), null);
  }
}
