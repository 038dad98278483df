package dev.racedetect.runtime.sync;

import dev.racedetect.runtime.thread.HeldLocks;
import dev.racedetect.runtime.thread.ThreadRecord;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.Arrays;

/** That a thread asked for one lock while it held another. Written by that thread only; others may read what is out of date. */
public final class OrderEdge {
  private static final ObjectSync[] NONE = {};

  /** The lock that it held. */
  public final ObjectSync outer;

  /** The lock that it asked for. */
  public final ObjectSync inner;

  /** The thread. */
  public final ThreadRecord thread;

  /** The context in which it had acquired the outer lock when it did this first. */
  public final int heldAt;

  /** The context in which it asked for the inner lock. */
  public final int askedAt;

  /** Whether the code that asked is checked, as far as that is known. */
  public final boolean checked;

  /** When it did this last. */
  private long epoch;

  /** What else it held each time. */
  private ObjectSync[] gates;

  /** A new edge of the current thread. */
  public OrderEdge(
      ObjectSync outer, int heldAt, ObjectSync inner, int askedAt, ThreadState thread) {
    this.outer = outer;
    this.heldAt = heldAt;
    this.inner = inner;
    this.askedAt = askedAt;
    this.thread = thread.record();
    this.checked = !thread.lockUnchecked;
    this.gates = gates(thread.held);
  }

  /** The thread does it again. */
  public void again(long now, HeldLocks held) {
    epoch = now;
    ObjectSync[] before = gates;
    for (ObjectSync gate : before) {
      if (!held.hasEntry(gate)) {
        gates = common(before, held);
        return;
      }
    }
  }

  /** When the thread did it last. */
  public long epoch() {
    return epoch;
  }

  /** Whether a lock was held each time here and there, so that the two never overlap. */
  public boolean sharesGate(OrderEdge other) {
    ObjectSync[] theirs = other.gates;
    for (ObjectSync gate : gates) {
      for (ObjectSync their : theirs) {
        if (gate == their) {
          return true;
        }
      }
    }
    return false;
  }

  private ObjectSync[] gates(HeldLocks held) {
    int n = 0;
    ObjectSync[] found = new ObjectSync[held.size()];
    for (int i = 0; i < held.size(); i++) {
      ObjectSync each = (ObjectSync) held.entryAt(i);
      if (each != null && each != outer) {
        found[n++] = each;
      }
    }
    return n == 0 ? NONE : Arrays.copyOf(found, n);
  }

  private static ObjectSync[] common(ObjectSync[] gates, HeldLocks held) {
    int n = 0;
    ObjectSync[] kept = new ObjectSync[gates.length];
    for (ObjectSync gate : gates) {
      if (held.hasEntry(gate)) {
        kept[n++] = gate;
      }
    }
    return n == 0 ? NONE : Arrays.copyOf(kept, n);
  }
}
