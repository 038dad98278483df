package com.acme.bank;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests that run at the same time and race only on threads of a pool that none of them started. */
@Execution(ExecutionMode.CONCURRENT)
class PoolScenario {
  private static final ExecutorService POOL = Executors.newFixedThreadPool(6);
  private static final CyclicBarrier ALL_TESTS_RUN = new CyclicBarrier(3);

  private final Account account = new Account();

  @BeforeAll
  static void start_the_threads() throws Exception {
    CyclicBarrier allThreads = new CyclicBarrier(6);
    Future<?>[] tasks = new Future<?>[6];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = POOL.submit(() -> allThreads.await());
    }
    for (Future<?> task : tasks) {
      task.get();
    }
  }

  @Test
  void no_race() throws Exception {
    ALL_TESTS_RUN.await();
    bothAtOnce(() -> account.depositSafely(1));
  }

  @Test
  void race_between_tasks() throws Exception {
    ALL_TESTS_RUN.await();
    bothAtOnce(() -> account.deposit(1));
  }

  @Test
  void race_between_tasks_of_tasks() throws Exception {
    int[] sum = new int[1];
    ALL_TESTS_RUN.await();
    POOL.submit(() -> {
          bothAtOnce(() -> sum[0]++);
          return null;
        })
        .get();
  }

  @AfterAll
  static void end() {
    POOL.shutdown();
  }

  /** Runs the action on two threads of the pool, for each waits until the other has come. */
  private static void bothAtOnce(Runnable action) throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    Future<?> one = POOL.submit(() -> {
      both.await();
      action.run();
      return null;
    });
    Future<?> two = POOL.submit(() -> {
      both.await();
      action.run();
      return null;
    });
    one.get();
    two.get();
  }
}
