package dev.racedetect.runtime.lock;

import dev.racedetect.runtime.sync.ObjectSync;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which thread waits for which. The graph is nowhere stored: what a thread wants is in its state, who has a lock in what is kept
 * for the lock. A thread looks for a cycle after it has said what it wants and before it waits, so the last thread of a
 * cycle sees all of it.
 */
final class WaitForGraph {
  private WaitForGraph() {}

  /** A cycle that the current thread closes if it waits for what it wants; null if there is none. It is only suspected. */
  static Cycle find(ThreadState t) {
    Object wanted = t.wanted();
    List<ThreadState> threads = new ArrayList<>();
    List<Object> wants = new ArrayList<>();
    List<Integer> from = new ArrayList<>();
    Map<ThreadState, Boolean> seen = new IdentityHashMap<>();
    threads.add(t);
    wants.add(wanted);
    from.add(-1);
    for (int i = 0; i < threads.size(); i++) {
      for (ThreadState holder : holders(wants.get(i), t)) {
        if (holder == t) {
          return path(threads, wants, from, i);
        }
        Object next = holder.wanted();
        if (next != null && seen.put(holder, true) == null) {
          threads.add(holder);
          wants.add(next);
          from.add(i);
        }
      }
    }
    return null;
  }

  private static Cycle path(
      List<ThreadState> threads, List<Object> wants, List<Integer> from, int last) {
    List<ThreadState> pathThreads = new ArrayList<>();
    List<Object> pathWants = new ArrayList<>();
    for (int i = last; i >= 0; i = from.get(i)) {
      pathThreads.add(threads.get(i));
      pathWants.add(wants.get(i));
    }
    Collections.reverse(pathThreads);
    Collections.reverse(pathWants);
    return new Cycle(pathThreads, pathWants);
  }

  /**
   * The threads without which what is wanted can't be had, as far as they wait themselves.
   *
   * @param asked looked at even if it does not wait
   */
  static List<ThreadState> holders(Object wanted, ThreadState asked) {
    if (wanted instanceof EndWait) {
      return List.of(((EndWait) wanted).thread);
    }
    if (wanted instanceof ReadWait) {
      return only(Threads.of(((ReadWait) wanted).lock.owner()));
    }
    if (wanted instanceof StampWait) {
      StampWait wait = (StampWait) wanted;
      boolean own = asked.stamps.exclude(wait.lock, wait.write, asked.epoch);
      return only(own ? asked : null);
    }
    ObjectSync lock = (ObjectSync) wanted;
    long owner = lock.owner();
    return owner == 0 && Waits.isReadWrite(lock.get())
        ? readers(lock.get(), asked)
        : only(Threads.of(owner));
  }

  private static List<ThreadState> only(ThreadState owner) {
    return owner == null ? List.of() : List.of(owner);
  }

  private static List<ThreadState> readers(Object synchronizer, ThreadState asked) {
    List<ThreadState> readers = new ArrayList<>();
    for (ThreadState each : Threads.waiting()) {
      if (each != asked && each.held.reads(synchronizer)) {
        readers.add(each);
      }
    }
    if (asked.held.reads(synchronizer)) {
      readers.add(asked);
    }
    return readers;
  }
}
