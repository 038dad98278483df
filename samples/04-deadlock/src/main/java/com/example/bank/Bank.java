package com.example.bank;

/** Passes money on. */
public class Bank {
  /** Passes an amount from one account to another, and fills in a form on the way. */
  public void transfer(Account from, Account to, int amount, Runnable form) {
    // Two clerks who pass money between the same two accounts in opposite directions each have one account and wait for the other,
    // for ever. Nothing tells so: no exception, no processor time.
    synchronized (from) {
      from.balance -= amount;
      form.run();
      synchronized (to) {
        to.balance += amount;
      }
    }
  }
}
