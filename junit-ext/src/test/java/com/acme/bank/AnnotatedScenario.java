package com.acme.bank;

import static dev.racedetect.RaceDetect.isActive;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotatedScenario extends AnnotatedBase {
  private final Account account = new Account();

  @Test
  void race() throws InterruptedException {
    Threads.inParallel(() -> account.deposit(1), () -> account.deposit(2));
  }

  @Test
  void no_race() throws InterruptedException {
    Threads.inParallel(() -> account.depositSafely(1), () -> account.depositSafely(2));
    assertTrue(account.balance() == 3);
  }

  @Test
  void no_race_active() {
    assertTrue(isActive());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void parameterized(boolean safely) throws InterruptedException {
    if (safely) {
      Threads.inParallel(() -> account.depositSafely(1), () -> account.depositSafely(2));
    } else {
      // Not deposit(): each pair of sites is reported once in a JVM.
      Account[] accounts = new Account[1];
      Threads.inParallel(() -> accounts[0] = account, () -> accounts[0] = account);
    }
  }

  @RepeatedTest(2)
  void repeated(RepetitionInfo info) throws InterruptedException {
    int[] repetitions = new int[1];
    if (info.getCurrentRepetition() == 2) {
      Threads.inParallel(() -> repetitions[0]++, () -> repetitions[0]++);
    }
  }

  @TestFactory
  Stream<DynamicTest> dynamic() {
    int[] counter = new int[1];
    return Stream.of(
        DynamicTest.dynamicTest(
            "race", () -> Threads.inParallel(() -> counter[0]++, () -> counter[0]++)),
        DynamicTest.dynamicTest("no race", () -> assertTrue(counter[0] > 0)));
  }

  @Test
  void no_race_with_a_timeout_in_another_thread() {
    int before = account.balance();
    Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> account.deposit(1));
    assertTrue(account.balance() == before + 1);
  }

  @Nested
  class Inner {
    private int sum;

    @Test
    void race() throws InterruptedException {
      Threads.inParallel(() -> sum++, () -> sum++);
    }
  }
}
