package dev.racedetect.runtime.sync;

import dev.racedetect.runtime.shadow.WeakEntry;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.misc.Unsafe;

/** The synchronization states of one object. */
public final class ObjectSync extends WeakEntry {
  private static final int STRIPES = 64;

  /** Beyond that, orders are missed. */
  private static final int MAX_INCOMING = 16;

  /** The elements of longer arrays share states, which costs races but reports none that is not there. */
  private static final int MAX_ELEMENTS = 1024;

  private volatile SyncState own;
  private volatile SyncState handOver;
  private volatile SyncState termination;
  private volatile SyncState elements;
  private volatile SyncState[] stripes;
  private volatile Slot slots;
  private volatile SyncState[] table;

  private volatile OrderEdge[] incoming;

  /**
   * The number of the thread that holds the monitor or lock that the object is; 0 if none does. No reference: each store of one
   * would cost the garbage collector's barrier. Written by that thread only: after it has acquired it, and before it releases
   * it. See {@link #owner()}.
   */
  private long owner;

  ObjectSync(Object object, int hash) {
    super(object, hash);
  }

  /** The object's own: its monitor, lock, latch, or the value of an atomic. */
  public SyncState own() {
    SyncState s = own;
    return s != null ? s : makeOwn();
  }

  /**
   * The {@link ThreadState#id} of the thread that holds the monitor or lock that the object is; 0 if none does. Sure for the
   * current thread itself, and for a thread that waits ({@link ThreadState#wanted()} was read before); of any other thread it may
   * be out of date.
   */
  public long owner() {
    return owner;
  }

  /** Sets {@link #owner()}. */
  void owner(long thread) {
    owner = thread;
  }

  /** What threads held when they asked for the lock that the object is; null if there was nothing. */
  public OrderEdge[] incoming() {
    return incoming;
  }

  /** The edge from {@code outer} by the same thread that is there already, or this one, added now; null if there are too many. */
  public synchronized OrderEdge incoming(OrderEdge edge) {
    OrderEdge[] all = incoming;
    int n = all == null ? 0 : all.length;
    for (int i = 0; i < n; i++) {
      if (all[i].outer == edge.outer && all[i].thread == edge.thread) {
        return all[i];
      }
    }
    if (n == MAX_INCOMING) {
      return null;
    }
    OrderEdge[] more = new OrderEdge[n + 1];
    if (n > 0) {
      System.arraycopy(all, 0, more, 0, n);
    }
    more[n] = edge;
    incoming = more;
    return edge;
  }

  /** For the object as an element that a queue, map or executor hands over. */
  public SyncState handOver() {
    SyncState s = handOver;
    return s != null ? s : makeHandOver();
  }

  /** For the end of the thread that the object is. */
  public SyncState termination() {
    SyncState s = termination;
    return s != null ? s : makeTermination();
  }

  /** For all elements of the container that the object is, together. */
  public SyncState elements() {
    SyncState s = elements;
    return s != null ? s : makeElements();
  }

  /** The object's elements are those of {@code container}. */
  void shareElements(ObjectSync container) {
    elements = container.elements();
  }

  /** For the volatile variable at an offset within the object. */
  public SyncState at(long offset) {
    for (Slot s = slots; s != null; s = s.next) {
      if (s.offset == offset) {
        return s.state;
      }
    }
    return makeSlot(offset);
  }

  /** For the element {@code key} of the array of at least {@code length} elements that the object is. */
  public SyncState element(int key, int length) {
    SyncState[] all = table;
    if (all == null) {
      all = makeTable(length);
    }
    int i = key & (all.length - 1);
    SyncState s = all[i];
    return s != null ? s : makeElement(all, i);
  }

  /** For an element of a value class, which has no identity, in the container that the object is. */
  public SyncState stripe(Object value) {
    SyncState[] all = stripes;
    if (all == null) {
      all = makeStripes();
    }
    int h = value.hashCode() * 0x9E3779B9;
    return all[h >>> 26];
  }

  private synchronized SyncState makeSlot(long offset) {
    for (Slot s = slots; s != null; s = s.next) {
      if (s.offset == offset) {
        return s.state;
      }
    }
    slots = new Slot(offset, slots);
    return slots.state;
  }

  private synchronized SyncState[] makeTable(int length) {
    if (table == null) {
      int size = Math.min(length, MAX_ELEMENTS);
      table = new SyncState[size <= 1 ? 1 : Integer.highestOneBit(size - 1) << 1];
    }
    return table;
  }

  private synchronized SyncState makeElement(SyncState[] all, int i) {
    if (all[i] == null) {
      SyncState made = new SyncState();
      Unsafe.getUnsafe().storeFence(); // complete before a reader without the lock can see it
      all[i] = made;
    }
    return all[i];
  }

  private synchronized SyncState makeOwn() {
    return own != null ? own : (own = new SyncState());
  }

  private synchronized SyncState makeHandOver() {
    return handOver != null ? handOver : (handOver = new SyncState());
  }

  private synchronized SyncState makeTermination() {
    return termination != null ? termination : (termination = new SyncState());
  }

  private synchronized SyncState makeElements() {
    return elements != null ? elements : (elements = new SyncState());
  }

  private synchronized SyncState[] makeStripes() {
    if (stripes == null) {
      SyncState[] all = new SyncState[STRIPES];
      for (int i = 0; i < STRIPES; i++) {
        all[i] = new SyncState();
      }
      stripes = all;
    }
    return stripes;
  }

  private static final class Slot {
    private final long offset;
    private final Slot next;
    private final SyncState state = new SyncState();

    Slot(long offset, Slot next) {
      this.offset = offset;
      this.next = next;
    }
  }
}
