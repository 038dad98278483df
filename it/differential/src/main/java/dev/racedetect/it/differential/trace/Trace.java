package dev.racedetect.it.differential.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The accesses and synchronization actions of one execution in the order in which they happened, and the order that they
 * make: happens-before, by vector clocks.
 *
 * <p>All synchronization is put down to two actions on an object: whoever acquires it comes after all that was released
 * to it. Nothing is forgotten: each access is kept with the time of its thread and compared with all earlier ones.
 */
public final class Trace {
  /** Threads have numbers below. */
  public static final int MAX_THREADS = 16;

  private final int[][] clocks = new int[MAX_THREADS][MAX_THREADS];
  private final Map<Object, int[]> released = new HashMap<>();
  private final Map<Variable, List<Access>> history = new LinkedHashMap<>();
  private final Map<Variable, List<Race>> races = new LinkedHashMap<>();
  private final Set<Integer> ranges = new HashSet<>();
  private final StringBuilder log;
  private int length;

  /** Makes an empty trace that writes one line an action to {@code log}, unless that is null. */
  public Trace(StringBuilder log) {
    this.log = log;
  }

  /** The thread comes after all that was released to {@code object} so far. */
  public void acquire(int thread, Object object) {
    length++;
    join(clocks[thread], released.getOrDefault(object, new int[MAX_THREADS]));
    note(thread, " acquires ", object, "");
  }

  /** Whoever acquires {@code object} later comes after what the thread did so far. */
  public void release(int thread, Object object) {
    length++;
    clocks[thread][thread]++;
    join(released.computeIfAbsent(object, o -> new int[MAX_THREADS]), clocks[thread]);
    note(thread, " releases ", object, "");
  }

  /** The thread accesses a variable. */
  public void access(int thread, Variable variable, boolean write, int line) {
    int[] clock = clocks[thread];
    Access current = new Access(length++, thread, clock[thread], variable, write, line);
    List<Access> earlier = history.computeIfAbsent(variable, v -> new ArrayList<>());
    for (Access previous : earlier) {
      boolean ordered = previous.time() < clock[previous.thread()];
      if (previous.conflictsWith(current) && !ordered) {
        races.computeIfAbsent(variable, v -> new ArrayList<>()).add(new Race(previous, current));
      }
    }
    earlier.add(current);
    note(thread, write ? " writes " : " reads ", variable, " at line " + line);
  }

  /** At that line one call accesses several elements of an array. */
  public void range(int line) {
    ranges.add(line);
  }

  /** Whether at that line one call accesses several elements of an array. */
  public boolean isRange(int line) {
    return ranges.contains(line);
  }

  /** The races of each variable that has any, in the order of the trace. */
  public Map<Variable, List<Race>> races() {
    return races;
  }

  /** The variables accessed. */
  public int variables() {
    return history.size();
  }

  private void note(int thread, String action, Object object, String where) {
    if (log != null) {
      log.append(thread).append(action).append(object).append(where).append('\n');
    }
  }

  // A thread's time is the number of its releases. What others know of it is how many of those they
  // have seen.
  private static void join(int[] clock, int[] other) {
    for (int i = 0; i < MAX_THREADS; i++) {
      clock[i] = Math.max(clock[i], other[i]);
    }
  }
}
