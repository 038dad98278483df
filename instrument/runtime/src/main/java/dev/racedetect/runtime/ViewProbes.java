package dev.racedetect.runtime;

import dev.racedetect.runtime.sync.Edges;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;

/** What woven JDK methods call when they make something that walks a container without knowing it. */
public final class ViewProbes {
  private ViewProbes() {}

  /** {@code view} shows what is or will be in {@code container}; nothing if one of them is null. */
  public static void partOf(Object view, Object container) {
    ThreadState t = Threads.current();
    if (view == null || container == null || t.inside) {
      return;
    }
    t.inside = true;
    try {
      Edges.partOf(t, view, container);
    } catch (Throwable e) {
      Trouble.in("partOf", e);
    } finally {
      t.inside = false;
    }
  }
}
