package dev.racedetect.runtime.thread;

import dev.racedetect.runtime.clock.VectorClock;
import dev.racedetect.runtime.finding.Frame;
import dev.racedetect.runtime.finding.TestId;
import dev.racedetect.runtime.finding.ThreadInfo;
import dev.racedetect.runtime.stack.StackDepot;
import java.lang.ref.WeakReference;
import java.util.List;

/** Who a slot belonged to from some time on: what a report needs to name a thread, also after it has ended. */
public final class ThreadRecord {
  private final WeakReference<Thread> thread;
  private final long id;
  private final boolean virtual;
  private final String startedBy;
  private final int startContext;
  private volatile String name;
  private volatile TestId test;

  /** The thread's own clock, while it is kept. */
  private volatile VectorClock clock;

  ThreadRecord(Thread thread, VectorClock clock, String startedBy, int startContext) {
    this.clock = clock;
    this.thread = new WeakReference<>(thread);
    this.id = ThreadIds.of(thread);
    this.name = thread.getName();
    this.virtual = ThreadIds.isVirtual(thread);
    this.startedBy = startedBy;
    this.startContext = startContext;
  }

  /** The thread's present name, or its last known one. */
  public String name() {
    Thread t = thread.get();
    if (t != null) {
      name = t.getName();
    }
    return name;
  }

  /** Whether it is a virtual thread. */
  public boolean isVirtual() {
    return virtual;
  }

  /** The thread's own clock; null when it ended long ago. */
  VectorClock clock() {
    return clock;
  }

  void dropClock() {
    clock = null;
  }

  /** The test that the thread works or last worked for, or null. */
  public TestId test() {
    return test;
  }

  void test(TestId newTest) {
    test = newTest;
  }

  /** The thread as a report names it. */
  public ThreadInfo info() {
    List<Frame> start = startContext == 0 ? List.of() : StackDepot.frames(startContext);
    return new ThreadInfo(name(), id, virtual, startedBy, start);
  }
}
