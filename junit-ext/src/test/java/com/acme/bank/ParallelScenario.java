package com.acme.bank;

import dev.racedetect.junit.RaceDetect;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests that run in parallel and hand state over only as JUnit promises; their tasks share the threads of one pool. */
@RaceDetect
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParallelScenario {
  private final Account constructed = new Account();
  private Account prepared;
  private ExecutorService pool;
  private int doneByFirst;
  private int doneBySecond;

  ParallelScenario() {
    constructed.deposit(1);
  }

  @BeforeAll
  void prepare() {
    prepared = new Account();
    prepared.deposit(2);
    pool = Executors.newFixedThreadPool(2);
  }

  @Test
  void no_race_first() throws InterruptedException, ExecutionException {
    doneByFirst = pool.submit(() -> constructed.balance() + prepared.balance()).get();
  }

  @Test
  void no_race_second() throws InterruptedException, ExecutionException {
    doneBySecond = pool.submit(() -> constructed.balance() + prepared.balance()).get();
  }

  @Test
  void race_in_the_pool() throws InterruptedException, ExecutionException {
    Account own = new Account();
    // Not two tasks: one thread of the pool might run both.
    var task = pool.submit(() -> own.deposit(1));
    own.deposit(2);
    task.get();
  }

  @Test
  void no_race_after_all_the_others() throws InterruptedException, ExecutionException {
    Account own = new Account();
    pool.submit(() -> own.depositSafely(1)).get();
    pool.submit(() -> own.depositSafely(2)).get();
  }

  @AfterAll
  void check() {
    if (doneByFirst + doneBySecond != 6) {
      throw new AssertionError(doneByFirst + " + " + doneBySecond);
    }
    pool.shutdown();
  }
}
