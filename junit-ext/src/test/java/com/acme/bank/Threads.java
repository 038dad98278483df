package com.acme.bank;

import java.util.ArrayList;
import java.util.List;

/** Runs tasks with no order between them. */
final class Threads {
  private Threads() {}

  static void inParallel(Runnable... tasks) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (Runnable task : tasks) {
      threads.add(new Thread(task));
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
