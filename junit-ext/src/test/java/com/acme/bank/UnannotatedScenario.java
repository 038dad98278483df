package com.acme.bank;

import org.junit.jupiter.api.Test;

class UnannotatedScenario {
  private final Account account = new Account();

  @Test
  void race() throws InterruptedException {
    Threads.inParallel(() -> account.deposit(1), () -> account.deposit(2));
  }

  @Test
  void no_race() throws InterruptedException {
    Threads.inParallel(() -> account.depositSafely(1), () -> account.depositSafely(2));
  }
}
