package it;

/** An account that is not thread-safe, but for its safe deposits. */
public class Account {
  private int balance;
  private int safeBalance;

  public void deposit(int amount) {
    balance += amount; // race
  }

  public synchronized void depositSafely(int amount) {
    safeBalance += amount;
  }

  public synchronized int safeBalance() {
    return safeBalance;
  }
}
