package dev.racedetect.runtime.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LockOrderTextTest {
  @Test
  void should_show_where_each_lock_was_held_and_asked_for() {
    assertThat(LockOrderText.of(LockOrders.ofTwo(17))).isEqualTo("""
            ==================
            WARNING: LOCK ORDER INVERSION
            Thread "one" (id 23) asks for lock com.acme.Bank@3c4d:
                at com.acme.Bank.remove(Bank.java:17)
              while it holds lock com.acme.Account@1a2b, acquired at:
                at com.acme.Account.close(Account.java:30)

            Thread "two" (id 24) asked for lock com.acme.Account@1a2b:
                at com.acme.Account.balance(Account.java:12)
              while it held lock com.acme.Bank@3c4d, acquired at:
                at com.acme.Bank.sum(Bank.java:50)

            Thread "one" (id 23), started by thread "main", created at:
                at com.acme.Bank.start(Bank.java:40)
            ==================
            """);
  }

  @Test
  void should_have_a_fingerprint_that_survives_line_shifts_and_who_came_second() {
    String fingerprint = Fingerprint.of(LockOrders.ofTwo(17));

    assertThat(fingerprint).matches("[0-9a-f]{16}");
    assertThat(Fingerprint.of(LockOrders.ofTheSameTwo(99))).isEqualTo(fingerprint);
  }
}
