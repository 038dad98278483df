package com.acme.bank;

import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** Tests that would never end. */
class DeadlockScenario {
  private final Object savings = new Object();
  private final Object giro = new Object();
  private final CyclicBarrier bothHaveOne = new CyclicBarrier(2);

  @Test
  void deadlock_of_two_threads() throws Exception {
    Thread one = new Thread(() -> transfer(savings, giro), "one");
    Thread two = new Thread(() -> transfer(giro, savings), "two");
    one.start();
    two.start();
    one.join();
    two.join();
  }

  @Test
  void deadlock_with_the_test_itself() throws Exception {
    Thread other = new Thread(() -> transfer(savings, giro), "other");
    other.start();
    transfer(giro, savings);
    other.join();
  }

  @Test
  void no_deadlock() throws Exception {
    Thread other = new Thread(() -> add(savings, giro), "other");
    other.start();
    add(savings, giro);
    other.join();
  }

  private void transfer(Object from, Object to) {
    synchronized (from) {
      try {
        bothHaveOne.await();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      synchronized (to) {
        Thread.yield();
      }
    }
  }

  private static void add(Object from, Object to) {
    synchronized (from) {
      synchronized (to) {
        Thread.yield();
      }
    }
  }
}
