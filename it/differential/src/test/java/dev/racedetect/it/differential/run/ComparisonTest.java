package dev.racedetect.it.differential.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.it.differential.trace.Trace;
import dev.racedetect.it.differential.trace.Variable;
import dev.racedetect.runtime.finding.Access;
import dev.racedetect.runtime.finding.DataRace;
import dev.racedetect.runtime.finding.Frame;
import dev.racedetect.runtime.finding.ThreadInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final Trace trace = new Trace(null);
  private final Variable third = new Variable(Variable.Kind.ARRAY, "int[]", 3, "A[3]");
  private final Variable fourth = new Variable(Variable.Kind.ARRAY, "int[]", 4, "A[4]");

  @Test
  void should_be_content_with_the_report_of_the_race() {
    race(third);

    assertThat(Comparison.differences(trace, List.of(report(3, Access.Type.READ, 20))))
        .isEmpty();
  }

  @Test
  void should_be_content_with_the_report_of_another_element_at_the_same_lines() {
    race(third);
    race(fourth);

    assertThat(Comparison.differences(trace, List.of(report(3, Access.Type.READ, 20))))
        .isEmpty();
  }

  @Test
  void should_see_what_was_missed() {
    race(third);

    assertThat(Comparison.differences(trace, List.of()))
        .singleElement()
        .asString()
        .startsWith("MISSED: A[3]");
  }

  @Test
  void should_see_that_only_a_later_race_was_reported() {
    race(third);
    trace.release(2, "lock");
    trace.access(2, third, false, 30);

    assertThat(Comparison.differences(trace, List.of(report(3, Access.Type.READ, 30))))
        .singleElement()
        .asString()
        .startsWith("MISSED");
  }

  @Test
  void should_be_content_with_one_race_of_a_call_that_accesses_many_elements() {
    trace.access(1, third, true, 10);
    trace.access(1, fourth, true, 11);
    trace.range(20);
    trace.access(2, third, false, 20);
    trace.access(2, fourth, false, 20);

    assertThat(Comparison.differences(trace, List.of(report(3, Access.Type.READ, 20))))
        .isEmpty();
    assertThat(Comparison.differences(trace, List.of())).hasSize(2);
  }

  @Test
  void should_see_a_report_of_another_element() {
    race(third);

    assertThat(Comparison.differences(trace, List.of(report(4, Access.Type.READ, 20))))
        .anyMatch(difference -> difference.startsWith("FALSE"));
  }

  @Test
  void should_see_a_report_of_another_kind_of_access() {
    race(third);

    assertThat(Comparison.differences(trace, List.of(report(3, Access.Type.WRITE, 20))))
        .anyMatch(difference -> difference.startsWith("FALSE"));
  }

  @Test
  void should_see_a_report_at_another_line() {
    race(third);

    assertThat(Comparison.differences(trace, List.of(report(3, Access.Type.READ, 21))))
        .anyMatch(difference -> difference.startsWith("FALSE"));
  }

  private void race(Variable variable) {
    trace.access(1, variable, true, 10);
    trace.access(2, variable, false, 20);
  }

  private static DataRace report(int index, Access.Type type, int line) {
    return new DataRace(
        new dev.racedetect.runtime.finding.Variable(
            dev.racedetect.runtime.finding.Variable.Kind.ARRAY, "int[]", index, List.of()),
        access(type, "T2", line),
        access(Access.Type.WRITE, "T1", 10),
        null);
  }

  private static Access access(Access.Type type, String thread, int line) {
    return new Access(
        type,
        new ThreadInfo(thread, 1, false, null, List.of()),
        List.of(),
        List.of(new Frame("P", "m", "P.java", line)));
  }
}
