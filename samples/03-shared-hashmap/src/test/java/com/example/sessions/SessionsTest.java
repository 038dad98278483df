package com.example.sessions;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {
  /**
   * The map is a class of the JDK, whose code is not checked. Its state counts as one variable: a call of put() writes it. So
   * there is one report, and it names the lines of this project.
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
