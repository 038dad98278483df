package dev.racedetect.runtime.lock;

import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.finding.LockInfo;
import dev.racedetect.runtime.finding.LockOrder;
import dev.racedetect.runtime.finding.Nesting;
import dev.racedetect.runtime.finding.TestId;
import dev.racedetect.runtime.stack.StackDepot;
import dev.racedetect.runtime.sync.Edges;
import dev.racedetect.runtime.sync.ObjectSync;
import dev.racedetect.runtime.sync.OrderEdge;
import dev.racedetect.runtime.thread.HeldLocks;
import dev.racedetect.runtime.thread.Tests;
import dev.racedetect.runtime.thread.ThreadRecord;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The orders in which threads nest locks, by instance, and two locks that are nested in both orders.
 *
 * <p>An inversion is reported if the two nestings could overlap: they were done by different threads, no third lock was held
 * in both, and what the second thread knew before it acquired its outer lock did not order it after the first nesting. Afterwards
 * the lock itself always does. What code that is not checked does by itself is left to those who can mend it.
 */
final class LockOrders {
  /** How many orders a thread remembers; a power of two. */
  private static final int REMEMBERED = 256;

  private static final Set<String> SEEN = new HashSet<>();

  private LockOrders() {}

  /** The thread, which holds other locks, is about to ask for this one, which it does not hold. */
  static void asks(ThreadState t, ObjectSync lock) {
    if (!DeadlockPolicy.findsOrders() || t.unsure) {
      return;
    }
    HeldLocks held = t.held;
    for (int i = 0; i < held.size(); i++) {
      ObjectSync outer = (ObjectSync) held.entryAt(i);
      if (outer != null && outer != lock) {
        OrderEdge edge = edge(t, outer, i, lock);
        if (edge != null) {
          edge.again(t.epoch, held);
          if (held.hazardAt(i) != null) {
            compare(t, edge, (OrderEdge[]) held.hazardAt(i));
          }
        }
      }
    }
  }

  private static OrderEdge edge(ThreadState t, ObjectSync outer, int i, ObjectSync inner) {
    if (t.orders == null) {
      t.orders = new Object[REMEMBERED];
    }
    int slot = outer.hash * 31 + inner.hash & REMEMBERED - 1;
    OrderEdge known = (OrderEdge) t.orders[slot];
    if (known != null && known.outer == outer && known.inner == inner) {
      return known;
    }
    long sites = t.lockSites == 0 ? Edges.lockContext(t) : t.lockSites;
    int askedAt = StackDepot.context(t, sites);
    OrderEdge made = inner.incoming(new OrderEdge(outer, t.held.contextAt(i), inner, askedAt, t));
    t.orders[slot] = made;
    return made;
  }

  private static void compare(ThreadState t, OrderEdge edge, OrderEdge[] unordered) {
    for (OrderEdge other : unordered) {
      if (other != null
          && other.outer == edge.inner
          && (edge.checked || other.checked)
          && !other.sharesGate(edge)) {
        report(t, edge, other);
      }
    }
  }

  private static void report(ThreadState t, OrderEdge edge, OrderEdge other) {
    Object outer = edge.outer.get();
    Object inner = edge.inner.get();
    if (outer == null || inner == null) {
      return;
    }
    LockInfo held = HeldLocks.describe(outer, true);
    LockInfo asked = HeldLocks.describe(inner, true);
    Nesting now = new Nesting(
        edge.thread.info(),
        held,
        StackDepot.frames(edge.heldAt),
        asked,
        StackDepot.frames(edge.askedAt));
    Nesting before = new Nesting(
        other.thread.info(),
        asked,
        StackDepot.frames(other.heldAt),
        held,
        StackDepot.frames(other.askedAt));
    LockOrder order = new LockOrder(List.of(now, before), test(t, other.thread));
    if (isFirst(order)) {
      Findings.report(order);
    }
  }

  private static boolean isFirst(LockOrder order) {
    String one = site(order.nestings().get(0));
    String other = site(order.nestings().get(1));
    synchronized (SEEN) {
      return SEEN.add(one.compareTo(other) <= 0 ? one + other : other + one);
    }
  }

  private static String site(Nesting nesting) {
    return nesting.held().className() + nesting.site() + '|';
  }

  private static TestId test(ThreadState t, ThreadRecord other) {
    if (Tests.isRunning(t.test())) {
      return t.test();
    }
    if (Tests.isRunning(other.test())) {
      return other.test();
    }
    return Tests.only() != null ? Tests.only() : t.test();
  }
}
