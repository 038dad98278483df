package com.example.bank;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BankTest {
  private final Bank bank = new Bank();
  private final CountDownLatch formsToFillIn = new CountDownLatch(2);

  /** The same test as in 04-deadlock, and green with race detection too. */
  @Test
  @Timeout(10)
  void two_clerks_pass_money_in_opposite_directions() throws InterruptedException {
    Account giro = new Account(1);
    Account savings = new Account(2);
    List<Thread> clerks =
        List.of(
            new Thread(() -> bank.transfer(giro, savings, 10, this::fillIn), "clerk-ada"),
            new Thread(() -> bank.transfer(savings, giro, 20, this::fillIn), "clerk-alan"));

    for (Thread clerk : clerks) {
      clerk.setDaemon(true);
      clerk.start();
    }
    for (Thread clerk : clerks) {
      clerk.join();
    }
  }

  private void fillIn() {
    formsToFillIn.countDown();
    try {
      formsToFillIn.await(3, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
