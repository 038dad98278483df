package it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockConstruction;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.racedetect.junit.RaceDetect;
import org.junit.jupiter.api.Test;
import org.mockito.MockedConstruction;
import org.mockito.MockedStatic;

@RaceDetect
class AccountTest {
  @Test
  void mocks_a_final_class_for_two_threads() throws InterruptedException {
    Rates rates = mock(Rates.class);
    when(rates.rate(anyString())).thenReturn(7);
    int[] seen = new int[2];
    together(() -> seen[0] = rates.rate("EUR"), () -> seen[1] = rates.rate("USD"));
    assertEquals(14, seen[0] + seen[1]);
    verify(rates, times(2)).rate(anyString());
    assertEquals(Rates.class, rates.getClass()); // inline: no subclass
  }

  @Test
  void calls_real_methods_of_a_spy_that_are_synchronized() throws InterruptedException {
    Account account = spy(new Account());
    together(() -> account.depositSafely(1), () -> account.depositSafely(2));
    assertEquals(3, account.safeBalance());
    verify(account, times(2)).depositSafely(anyInt());
  }

  @Test
  void answers_with_what_the_test_has_set_before() throws InterruptedException {
    Account account = mock(Account.class);
    int[] sum = new int[1];
    doAnswer(call -> {
          synchronized (sum) {
            return sum[0] += call.<Integer>getArgument(0);
          }
        })
        .when(account)
        .deposit(anyInt());
    together(() -> account.deposit(1), () -> account.deposit(2));
    assertEquals(3, sum[0]);
  }

  @Test
  void mocks_statics_and_constructors() {
    try (MockedStatic<Rates> statics = mockStatic(Rates.class);
        MockedConstruction<Account> made = mockConstruction(Account.class)) {
      statics.when(Rates::today).thenReturn(null);
      assertEquals(null, Rates.today());
      assertEquals(0, new Account().safeBalance());
      assertEquals(1, made.constructed().size());
    }
    assertEquals(3, Rates.today().rate("EUR"));
  }

  /** Each deposit comes before its thread's first call of the mock: no lock of Mockito's orders the two. */
  @Test
  void races_beside_a_mock() throws InterruptedException {
    Rates rates = mock(Rates.class);
    when(rates.rate(anyString())).thenReturn(7);
    Account account = new Account();
    together(() -> depositTwice(account, rates), () -> depositTwice(account, rates));
    verify(rates, times(2)).rate("EUR");
  }

  private static void depositTwice(Account account, Rates rates) {
    account.deposit(1);
    account.depositSafely(rates.rate("EUR"));
  }

  private static void together(Runnable one, Runnable two) throws InterruptedException {
    Thread first = new Thread(one);
    Thread second = new Thread(two);
    first.start();
    second.start();
    first.join();
    second.join();
  }
}
