package dev.racedetect.runtime.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTextTest {
  @Test
  void should_have_the_layout_of_go() {
    assertThat(ReportText.of(Races.onBalance(17, 30))).isEqualTo("""
            ==================
            WARNING: DATA RACE
            Write of com.acme.Account.balance by thread "pool-1-thread-2" (id 23):
                at com.acme.Account.deposit(Account.java:17)
                at java.lang.Thread.run(Thread.java:840)
              holding lock com.acme.Lock@1a2b

            Previous read of com.acme.Account.balance by thread "main" (id 1):
                at com.acme.Bank.sum(Bank.java:30)

            Thread "pool-1-thread-2" (id 23), started by thread "main", created at:
                at com.acme.Bank.start(Bank.java:40)

            During test com.acme.AccountTest > deposit(int)[2] "q"
            ==================
            """);
  }

  @Test
  void should_name_objects_and_say_that_a_stack_is_lost() {
    assertThat(ReportText.of(Races.onMap())).isEqualTo("""
            ==================
            WARNING: DATA RACE
            Write of java.util.HashMap by virtual thread (id 31):
                at java.util.HashMap.put(HashMap.java:612)
                at com.acme.Cache.add(Unknown Source)

            Previous write of java.util.HashMap by thread "w" (id 7):
                (this stack was not retained)

            The java.util.HashMap was created at:
                at com.acme.Cache.<init>(Cache.java:9)
            ==================
            """);
  }

  @Test
  void should_name_array_elements() {
    assertThat(ReportText.variable(new Variable(Variable.Kind.ARRAY, "int[]", 3, List.of())))
        .isEqualTo("int[] element 3");
  }

  @Test
  void should_fit_in_one_line() {
    assertThat(ReportText.oneLine(Races.onBalance(17, 30)))
        .isEqualTo(
            "DATA RACE on com.acme.Account.balance: write by thread \"pool-1-thread-2\" (id 23) at"
                + " com.acme.Account.deposit(Account.java:17), previous read by thread \"main\" (id 1) at"
                + " com.acme.Bank.sum(Bank.java:30)");
  }

  @Test
  void should_fold_the_runner_below_the_start_of_a_thread() {
    List<Frame> start = List.of(
        Races.frame("com.acme.BankTest", "pays", 12),
        Races.frame("java.lang.reflect.Method", "invoke", 569),
        Races.frame("org.junit.jupiter.engine.Engine", "run", 1),
        Races.frame("org.apache.maven.surefire.booter.ForkedBooter", "main", 535));
    DataRace race = Races.onBalance(17, 30);
    ThreadInfo thread = new ThreadInfo("t", 23, false, "main", start);
    Access write = new Access(Access.Type.WRITE, thread, List.of(), start);

    assertThat(ReportText.of(new DataRace(race.variable(), write, race.previous(), null)))
        .contains(
            "created at:\n    at com.acme.BankTest.pays(BankTest.java:12)\n    ... 3 frames of the test runner\n")
        .contains(
            "(id 23):\n    at com.acme.BankTest.pays(BankTest.java:12)\n    at java.lang.reflect.Method.invoke");
  }
}
