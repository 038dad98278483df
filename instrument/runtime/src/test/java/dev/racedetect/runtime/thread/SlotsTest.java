package dev.racedetect.runtime.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.runtime.clock.VectorClock;
import dev.racedetect.runtime.sync.Edges;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {
  /** So many that slots are reused although the newcomers do not know their last owners. */
  private static final int MANY = 5_000;

  @Test
  void should_give_the_slot_of_a_joined_thread_to_the_next() {
    ThreadState parent = newThread(new VectorClock());
    for (int i = 0; i < 100; i++) {
      Thread thread = new Thread();
      ThreadState child = new ThreadState(thread, copyOf(parent.clock()), null, 0);
      parent.tick();
      Edges.threadExiting(child, thread);
      Edges.threadJoined(parent, thread);
      assertThat(new ThreadState(new Thread(), copyOf(parent.clock()), null, 0).slot())
          .isEqualTo(child.slot());
      parent = newThread(copyOf(parent.clock()));
    }
  }

  @Test
  void should_know_what_ended_threads_knew_in_a_slot_that_is_reused_without_order() {
    ThreadState writer = newThread(new VectorClock());
    List<ThreadState> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(newThread(copyOf(writer.clock())));
    }
    all.forEach(ThreadState::exit);
    ThreadState newcomer = newThread(new VectorClock());
    assertThat(all).extracting(ThreadState::slot).contains(newcomer.slot());
    assertThat(newcomer.covers(writer.epoch)).isTrue();
    takeAllFreeSlots(copyOf(newcomer.clock()));
  }

  /** Other tests are to find none that they know nothing of. */
  private static void takeAllFreeSlots(VectorClock knowsAll) {
    for (int i = 0; i < MANY; i++) {
      newThread(copyOf(knowsAll));
    }
  }

  private static ThreadState newThread(VectorClock clock) {
    return new ThreadState(new Thread(), clock, null, 0);
  }

  private static VectorClock copyOf(VectorClock clock) {
    VectorClock copy = new VectorClock();
    copy.assign(clock);
    return copy;
  }
}
