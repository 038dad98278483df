package com.example.sessions;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {
  /**
   * The same test as in 03-shared-hashmap, and green with race detection too.
   */
  @Test
  void two_users_log_in_at_the_same_time() throws InterruptedException {
    Sessions sessions = new Sessions();
    List<Thread> logins =
        List.of(
            new Thread(() -> sessions.login("ada", "7f3a"), "login-ada"),
            new Thread(() -> sessions.login("alan", "91c0"), "login-alan"));

    logins.forEach(Thread::start);
    for (Thread login : logins) {
      login.join();
    }

    assertTrue(sessions.count() > 0);
  }
}
