package dev.racedetect.runtime.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
  private static final int MANY = 100_000;

  private final ThreadState thread = Threads.current();
  private final Entries map = new Entries();

  private static final class Entry extends WeakEntry {
    Entry(Object object, int hash) {
      super(object, hash);
    }
  }

  private static final class Entries extends WeakIdentityMap<Entry> {
    int made;

    Entries() {
      super(Entry.class);
    }

    @Override
    protected Entry create(Object object, int hash) {
      made++;
      return new Entry(object, hash);
    }
  }

  @Test
  void should_find_the_entry_of_each_of_many_objects_again() {
    List<Object> objects = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      objects.add(new String("equal"));
      entries.add(map.get(thread, objects.get(i)));
    }
    for (int i = 0; i < MANY; i++) {
      assertThat(map.get(thread, objects.get(i))).isSameAs(entries.get(i));
      assertThat(map.peek(thread, objects.get(i))).isSameAs(entries.get(i));
    }
    assertThat(map.made).isEqualTo(MANY);
  }

  @Test
  void should_make_no_entry_for_an_object_that_is_looked_for() {
    assertThat(map.peek(thread, new Object())).isNull();
    assertThat(map.made).isZero();
  }

  @Test
  void should_let_go_of_the_entries_of_dead_objects_and_keep_the_others() throws Exception {
    List<Object> living = new ArrayList<>();
    List<Entry> kept = new ArrayList<>();
    List<WeakReference<Entry>> dropped = new ArrayList<>();
    for (int i = 0; i < MANY / 10; i++) {
      living.add(new Object());
      kept.add(map.get(thread, living.get(i)));
      dropped.add(new WeakReference<>(map.get(thread, new Object())));
    }
    for (int round = 0; round < 50 && remaining(dropped) > dropped.size() / 10; round++) {
      System.gc();
      for (int i = 0; i < 1000; i++) {
        map.get(thread, new Object());
      }
    }
    assertThat(remaining(dropped)).isLessThanOrEqualTo(dropped.size() / 10);
    for (int i = 0; i < living.size(); i++) {
      assertThat(map.peek(thread, living.get(i))).isSameAs(kept.get(i));
    }
  }

  private static int remaining(List<WeakReference<Entry>> entries) {
    int n = 0;
    for (WeakReference<Entry> e : entries) {
      n += e.refersTo(null) ? 0 : 1;
    }
    return n;
  }
}
