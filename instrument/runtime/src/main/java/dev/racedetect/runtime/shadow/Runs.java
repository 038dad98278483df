package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.Arrays;
import jdk.internal.misc.Unsafe;

/**
 * Neighbouring elements that were accessed alike share two shadow words: the elements of an array whose index is
 * {@code phase} modulo {@code stride}, cut into runs. Element number {@code q} of a phase has index
 * {@code phase + q * stride}.
 *
 * <p>Not thread-safe: guarded by the monitor of its {@link ArrayShadow}.
 */
final class Runs implements Shadow {
  /** How many runs a phase may have; an array that is accessed with less order gets words for each element. */
  private static final int MAX = 24;

  /** With fewer elements a run than that, words for each element are no larger. */
  private static final int SHORTEST = 4;

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final ArrayShadow array;
  private final int stride;
  private final int phase;

  /** Behind the last element of each run. */
  private int[] ends;

  /** For each run its read word, then its write word, as an {@link ArrayShadow} has them for an element. */
  private long[] words;

  private int count = 1;
  private SharedReads reads;

  /** One run of so many elements that were never accessed. */
  Runs(ArrayShadow array, int stride, int phase, int length) {
    this.array = array;
    this.stride = stride;
    this.phase = phase;
    ends = new int[] {length, 0};
    words = new long[2 * ends.length];
  }

  /** Whether any elements side by side can become runs of their own; makes room for it. */
  boolean hasRoom() {
    if (count + 2 > Math.min(MAX, ends[count - 1] / SHORTEST + 3)) {
      return false;
    }
    if (count + 2 > ends.length) {
      grow(count + 2);
    }
    return true;
  }

  private void grow(int atLeast) {
    int length = Math.min(Math.max(atLeast, 2 * ends.length), MAX);
    ends = Arrays.copyOf(ends, length);
    words = Arrays.copyOf(words, 2 * length);
  }

  /** The words of its runs; others when it has grown. */
  long[] words() {
    return words;
  }

  /** The first element of a run. */
  int start(int run) {
    return run == 0 ? 0 : ends[run - 1];
  }

  /** The number of the run that has an element. */
  int find(int element) {
    int run = 0;
    while (ends[run] <= element) {
      run++;
    }
    return run;
  }

  /** The number of the run that begins with {@code element}, made if need be; the number of runs for the end of the phase. */
  int cut(int element) {
    if (element >= ends[count - 1]) {
      return count;
    }
    int run = find(element);
    if (start(run) == element) {
      return run;
    }
    insert(run);
    ends[run] = element;
    return run + 1;
  }

  /** Joins neighbours from {@code from} to {@code to}, both included, that do not differ any more. */
  void merge(int from, int to) {
    for (int run = Math.min(to, count - 2); run >= Math.max(from, 0); run--) {
      if (words[2 * run] == words[2 * run + 2]
          && words[2 * run + 1] == words[2 * run + 3]
          && words[2 * run] != SHARED) {
        ends[run] = ends[run + 1];
        remove(run + 1);
      }
    }
  }

  private void insert(int run) {
    System.arraycopy(ends, run, ends, run + 1, count - run);
    System.arraycopy(words, 2 * run, words, 2 * run + 2, 2 * (count - run));
    if (reads != null) {
      reads.move(run, run + 1, count - run);
    }
    count++;
  }

  private void remove(int run) {
    count--;
    System.arraycopy(ends, run + 1, ends, run, count - run);
    System.arraycopy(words, 2 * run + 2, words, 2 * run, 2 * (count - run));
    if (reads != null) {
      reads.move(run + 1, run, count - run);
    }
  }

  /** Every {@code parts}-th element, from {@code part} on: a phase of a longer stride. */
  Runs part(int part, int parts) {
    Runs some = new Runs(array, stride * parts, phase + part * stride, 0);
    some.count = 0;
    for (int run = 0; run < count; run++) {
      int end = (ends[run] - part + parts - 1) / parts;
      if (end > (some.count == 0 ? 0 : some.ends[some.count - 1])) {
        some.append(this, run, end);
      }
    }
    return some.count == 0 ? new Runs(array, some.stride, some.phase, 0) : some;
  }

  private void append(Runs from, int run, int end) {
    if (count == ends.length) {
      grow(count + 1);
    }
    ends[count] = end;
    words[2 * count] = from.words[2 * run];
    words[2 * count + 1] = from.words[2 * run + 1];
    if (from.reads != null) {
      if (reads == null) {
        reads = new SharedReads(MAX);
      }
      from.reads.copy(run, reads, count);
    }
    count++;
  }

  /** Gives each element words of its own. */
  void spread(long[] all, SharedReads allReads) {
    for (int run = 0; run < count; run++) {
      for (int q = start(run); q < ends[run]; q++) {
        int i = phase + q * stride;
        if (!ArrayShadow.has(all, i)) {
          return;
        }
        UNSAFE.putLong(all, ArrayShadow.readOffset(i), words[2 * run]);
        UNSAFE.putLong(all, ArrayShadow.writeOffset(i), words[2 * run + 1]);
        if (words[2 * run] == SHARED) {
          reads.copy(run, allReads, i);
        }
      }
    }
  }

  /** Whether the reads of any run are shared. */
  boolean hasShared() {
    for (int run = 0; run < count; run++) {
      if (words[2 * run] == SHARED) {
        return true;
      }
    }
    return false;
  }

  @Override
  public SharedReads sharedReads(ThreadState t, Object base) {
    if (reads == null) {
      reads = new SharedReads(MAX);
    }
    return reads;
  }

  @Override
  public int sharedIndex(long w) {
    return ArrayShadow.index(w);
  }

  @Override
  public Variable variable(Object base, long w) {
    return array.element(firstIndex(w));
  }

  @Override
  public Object identity(Object base) {
    return array;
  }

  @Override
  public long offset(long w) {
    return ArrayShadow.writeOffset(firstIndex(w));
  }

  private int firstIndex(long w) {
    return phase + start(ArrayShadow.index(w)) * stride;
  }
}
