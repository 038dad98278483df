package com.acme.bank;

/** State that nothing guards. */
class Account {
  private int balance;

  void deposit(int amount) {
    balance += amount;
  }

  synchronized void depositSafely(int amount) {
    balance += amount;
  }

  int balance() {
    return balance;
  }
}
