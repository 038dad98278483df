package dev.racedetect.it.differential.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceTest {
  private static final int A = 1;
  private static final int B = 2;
  private static final int C = 3;

  private final Trace trace = new Trace(null);
  private final Variable x = new Variable(Variable.Kind.FIELD, "T.x", -1, "x");
  private final Variable y = new Variable(Variable.Kind.FIELD, "T.x", -1, "y");

  @Test
  void should_find_two_unordered_writes() {
    trace.access(A, x, true, 10);
    trace.access(B, x, true, 20);

    assertThat(trace.races()).containsOnlyKeys(x);
    assertThat(trace.races().get(x)).hasSize(1);
    assertThat(trace.races().get(x).get(0).previous().line()).isEqualTo(10);
    assertThat(trace.races().get(x).get(0).current().line()).isEqualTo(20);
  }

  @Test
  void should_find_a_write_and_a_read_in_either_order() {
    trace.access(A, x, true, 10);
    trace.access(B, x, false, 20);
    trace.access(A, y, false, 30);
    trace.access(B, y, true, 40);

    assertThat(trace.races()).containsOnlyKeys(x, y);
  }

  @Test
  void should_let_reads_be() {
    trace.access(A, x, false, 10);
    trace.access(B, x, false, 20);

    assertThat(trace.races()).isEmpty();
  }

  @Test
  void should_let_one_thread_be() {
    trace.access(A, x, true, 10);
    trace.access(A, x, true, 20);

    assertThat(trace.races()).isEmpty();
  }

  @Test
  void should_let_different_variables_of_one_name_be() {
    trace.access(A, x, true, 10);
    trace.access(B, y, true, 20);

    assertThat(trace.races()).isEmpty();
  }

  @Test
  void should_order_by_a_release_that_is_acquired() {
    trace.access(A, x, true, 10);
    trace.release(A, "lock");
    trace.acquire(B, "lock");
    trace.access(B, x, true, 20);

    assertThat(trace.races()).isEmpty();
  }

  @Test
  void should_not_order_what_follows_the_release() {
    trace.release(A, "lock");
    trace.access(A, x, true, 10);
    trace.acquire(B, "lock");
    trace.access(B, x, true, 20);

    assertThat(trace.races()).containsOnlyKeys(x);
  }

  @Test
  void should_not_order_what_precedes_the_acquisition() {
    trace.access(B, x, true, 20);
    trace.access(A, y, true, 10);
    trace.release(A, "lock");
    trace.acquire(B, "lock");
    trace.access(A, x, true, 30);

    assertThat(trace.races()).containsOnlyKeys(x);
  }

  @Test
  void should_not_order_by_another_object_or_in_the_wrong_direction() {
    trace.access(A, x, true, 10);
    trace.acquire(B, "lock");
    trace.release(A, "lock");
    trace.acquire(B, "another lock");
    trace.access(B, x, true, 20);

    assertThat(trace.races()).containsOnlyKeys(x);
  }

  @Test
  void should_order_transitively() {
    trace.access(A, x, true, 10);
    trace.release(A, "lock");
    trace.acquire(B, "lock");
    trace.release(B, "queue");
    trace.acquire(C, "queue");
    trace.access(C, x, true, 20);

    assertThat(trace.races()).isEmpty();
  }

  @Test
  void should_order_after_all_who_released() {
    trace.access(A, x, true, 10);
    trace.release(A, "flag");
    trace.access(B, y, true, 20);
    trace.release(B, "flag");
    trace.acquire(C, "flag");
    trace.access(C, x, true, 30);
    trace.access(C, y, true, 40);

    assertThat(trace.races()).isEmpty();
  }

  @Test
  void should_remember_an_access_behind_later_ones() {
    trace.access(A, x, false, 10);
    trace.access(B, x, false, 20);
    trace.release(B, "lock");
    trace.acquire(C, "lock");
    trace.access(C, x, false, 30);
    trace.access(C, x, true, 40);

    assertThat(trace.races().get(x)).hasSize(1);
    assertThat(trace.races().get(x).get(0).previous().line()).isEqualTo(10);
  }
}
