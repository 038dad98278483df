package dev.racedetect.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.runtime.thread.Freeze;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncStateTest {
  private final SyncState state = new SyncState();
  private final SyncState other = new SyncState();
  private ThreadState writer;
  private ThreadState reader;
  private long written;

  @BeforeEach
  void two_threads() throws InterruptedException {
    writer = stateOfNewThread();
    reader = stateOfNewThread();
    written = writer.epoch;
  }

  @Test
  void should_order_what_follows_an_update_that_wrote() {
    state.updateBegins(writer);
    state.updateEnds(writer, true, true);
    state.acquire(reader);
    assertThat(reader.covers(written)).isTrue();
  }

  @Test
  void should_order_nothing_by_an_update_that_did_not_write() {
    state.updateBegins(writer);
    state.updateEnds(writer, false, true);
    state.acquire(reader);
    assertThat(reader.covers(written)).isFalse();
  }

  @Test
  void should_order_during_an_update_that_may_have_written_already() {
    state.updateBegins(writer);
    state.acquire(reader);
    assertThat(reader.covers(written)).isTrue();
  }

  @Test
  void should_begin_a_new_epoch_when_an_update_was_seen_that_failed() {
    state.updateBegins(writer);
    state.acquire(reader);
    state.updateEnds(writer, false, true);
    assertThat(reader.covers(writer.epoch)).isFalse();
  }

  @Test
  void should_count_an_update_that_never_ended_as_a_write() {
    state.updateBegins(writer);
    other.updateBegins(writer);
    other.updateEnds(writer, false, true);
    state.acquire(reader);
    assertThat(reader.covers(written)).isTrue();
  }

  @Test
  void should_acquire_when_an_update_fails() {
    state.release(writer);
    state.updateBegins(reader);
    state.updateEnds(reader, false, true);
    assertThat(reader.covers(written)).isTrue();
  }

  @Test
  void should_acquire_a_weak_read_at_the_next_fence() {
    state.release(writer);
    state.acquireAtFence(reader);
    assertThat(reader.covers(written)).isFalse();
    reader.acquireFence();
    assertThat(reader.covers(written)).isTrue();
  }

  @Test
  void should_order_a_release_that_an_update_learnt_after_it_was_seen()
      throws InterruptedException {
    ThreadState third = stateOfNewThread();
    long releasedByThird = third.epoch;
    state.updateBegins(writer);
    state.acquire(reader);
    state.release(third);
    state.updateEnds(writer, true, true);
    state.acquire(reader);
    assertThat(reader.covers(releasedByThird)).isTrue();
  }

  @Test
  void should_order_what_an_update_learnt_after_its_epoch_was_known_by_a_freeze()
      throws InterruptedException {
    ThreadState third = stateOfNewThread();
    long releasedByThird = third.epoch;
    Freeze.thaw(reader, writer.epoch);
    other.release(third);
    other.updateBegins(writer);
    other.updateEnds(writer, false, true);
    state.release(writer);
    state.acquire(reader);
    assertThat(reader.covers(releasedByThird)).isTrue();
  }

  @Test
  void should_hand_on_what_a_thread_knows_that_has_the_slot_of_one_that_ended()
      throws InterruptedException {
    ThreadState first = ended(writer, state::release);
    writer.tick();
    long written = writer.epoch;
    writer.tick();
    ThreadState next = ended(writer, state::release);
    assertThat(next.slot()).isEqualTo(first.slot());
    state.acquire(reader);
    assertThat(reader.covers(written)).isTrue();
  }

  /** A thread that {@code parent} starts, that does something, and that {@code parent} joins. */
  private static ThreadState ended(ThreadState parent, Consumer<ThreadState> what)
      throws InterruptedException {
    ThreadState[] made = new ThreadState[1];
    Thread child = new Thread(() -> {
      made[0] = Threads.current();
      what.accept(made[0]);
      Edges.threadExiting(made[0], Thread.currentThread());
    });
    Edges.threadStarting(parent, child);
    child.start();
    child.join();
    Edges.threadJoined(parent, child);
    return made[0];
  }

  private static ThreadState stateOfNewThread() throws InterruptedException {
    ThreadState[] made = new ThreadState[1];
    Thread t = new Thread(() -> made[0] = Threads.current());
    t.start();
    t.join();
    return made[0];
  }
}
