package com.example.bank;

/** Passes money on. */
public class Bank {
  /** Passes an amount from one account to another, and fills in a form on the way. */
  public void transfer(Account from, Account to, int amount, Runnable form) {
    // Whoever needs both accounts takes the one of the lower number first: then nobody who has the other one waits for it.
    synchronized (from.number < to.number ? from : to) {
      form.run();
      synchronized (from.number < to.number ? to : from) {
        from.balance -= amount;
        to.balance += amount;
      }
    }
  }
}
