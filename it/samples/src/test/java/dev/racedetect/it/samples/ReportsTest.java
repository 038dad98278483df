package dev.racedetect.it.samples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportsTest {
  private static final String REPORT = """
      [INFO] Running com.example.CounterTest
      ==================
      WARNING: DATA RACE
      Read of com.example.Counter.n by thread "t-2" (id 23):
          at com.example.Counter.hit(Counter.java:9)
          at java.lang.Thread.run(Thread.java:840)

      Previous write of com.example.Counter.n by thread "t-1" (id 22):
          at com.example.Counter.hit(Counter.java:9)
          at java.lang.Thread.run(Thread.java:840)

      Thread "t-2" (id 23), started by thread "main", created at:
          at com.example.CounterTest.test(CounterTest.java:18)
      ==================
      """;

  @Test
  void should_keep_variable_threads_and_user_frames() {
    assertThat(Reports.of(REPORT))
        .containsExactly("com.example.Counter.n\n"
            + "  thread t-# accesses at com.example.Counter.hit(Counter.java:9)\n"
            + "  thread t-# started at com.example.CounterTest.test(CounterTest.java:18)");
  }

  @Test
  void should_not_depend_on_which_access_came_first_nor_on_the_jvm() {
    String other = REPORT
        .replace("Read of", "Write of")
        .replace("Previous write", "Previous read")
        .replace("(id 22)", "(id <id>)")
        .replace("t-2", "t-7")
        .replace("Thread.java:840", "Thread.java:1474");

    assertThat(Reports.of(other)).isEqualTo(Reports.of(REPORT));
  }

  @Test
  void should_find_nothing_in_other_text() {
    assertThat(Reports.of("==================\nall is well\n==================\n"))
        .isEmpty();
  }
}
