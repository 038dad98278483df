package dev.racedetect.runtime.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlockTextTest {
  @Test
  void should_name_each_thread_what_it_waits_for_and_what_it_holds() {
    assertThat(DeadlockText.of(Deadlocks.ofTwo(17))).isEqualTo("""
            ==================
            WARNING: DEADLOCK
            Thread "one" (id 23) would wait for ever for lock com.acme.Account@1a2b, held by virtual thread (id 24):
                at com.acme.Account.transfer(Account.java:17)
              holding lock java.util.concurrent.locks.ReentrantLock@3c4d

            Virtual thread (id 24) waits for the end of thread "one" (id 23):
                at java.lang.Thread.join(Thread.java:1313)
                at com.acme.Bank.close(Bank.java:50)
              holding lock com.acme.Account@1a2b

            Thread "one" (id 23), started by thread "main", created at:
                at com.acme.Bank.start(Bank.java:40)

            During test com.acme.AccountTest > transfer()
            ==================
            """);
  }

  @Test
  void should_say_that_a_thread_waits_for_itself() {
    assertThat(DeadlockText.oneLine(Deadlocks.ofOne()))
        .isEqualTo(
            "DEADLOCK: thread \"one\" (id 23) waits for write lock of java.util.concurrent.locks.StampedLock@7f,"
                + " held by itself at com.acme.Account.upgrade(Account.java:9)");
  }

  @Test
  void should_have_a_fingerprint_that_survives_line_shifts_and_who_closed_the_cycle() {
    String fingerprint = Fingerprint.of(Deadlocks.ofTwo(17));

    assertThat(fingerprint).matches("[0-9a-f]{16}");
    assertThat(Fingerprint.of(Deadlocks.ofTheSameTwo(99))).isEqualTo(fingerprint);
    assertThat(Fingerprint.of(Deadlocks.ofOne())).isNotEqualTo(fingerprint);
  }
}
