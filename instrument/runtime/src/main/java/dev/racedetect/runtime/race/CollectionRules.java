package dev.racedetect.runtime.race;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Access;
import dev.racedetect.runtime.shadow.CollectionShadow;
import dev.racedetect.runtime.shadow.CollectionShadows;
import dev.racedetect.runtime.stack.StackDepot;
import dev.racedetect.runtime.stack.Stacks;
import dev.racedetect.runtime.thread.PendingRead;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.misc.Unsafe;

/**
 * Calls on an unsynchronized collection. Each reads the collection's state; whether it also wrote is known only when it
 * has returned. So a read that races is held back until then, and reported as what the call turned out to be; if the
 * call threw, it is reported when the thread next meets the detector.
 */
public final class CollectionRules {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private CollectionRules() {}

  /** A method of the collection is about to be called; {@code writes}: it is known to write. */
  public static void before(ThreadState t, CollectionShadow shadow, boolean writes, long sites) {
    throwing(t);
    long write = UNSAFE.getLongVolatile(shadow, CollectionShadow.WRITE);
    if (write == 0 || t.covers(write) || t.optimistic || shadow.wasReported()) {
      read(t, shadow, sites);
    } else {
      t.pending = new PendingRead(shadow, write, Stacks.current(), t.held.describe(true), writes);
    }
  }

  /**
   * It has returned.
   *
   * @param modified whether it modified the collection
   * @param replaced whether it replaced a value or an element, which is no structural modification
   */
  public static void after(
      ThreadState t, CollectionShadow shadow, boolean modified, boolean replaced, long sites) {
    PendingRead p = t.pending != null && t.pending.shadow() == shadow ? t.pending : null;
    if (p != null) {
      t.pending = null;
    }
    if (modified) {
      write(t, shadow, sites);
    } else if (p != null && replaced) {
      report(t, p, Access.Type.WRITE);
    } else if (p != null) {
      read(t, shadow, sites);
    }
  }

  /** A read of the collection's state. */
  public static void read(ThreadState t, CollectionShadow shadow, long sites) {
    if (!RaceRules.readOrdered(shadow, CollectionShadow.WRITE, CollectionShadow.READ, t, sites)) {
      RaceRules.read(shadow, CollectionShadow.WRITE, CollectionShadow.READ, t, sites, shadow);
    }
  }

  /** A write of the collection's state. */
  public static void write(ThreadState t, CollectionShadow shadow, long sites) {
    if (!RaceRules.writeOrdered(shadow, CollectionShadow.WRITE, CollectionShadow.READ, t, sites)) {
      RaceRules.write(shadow, CollectionShadow.WRITE, CollectionShadow.READ, t, sites, shadow);
    }
  }

  /**
   * Whether the last access is the current thread's write in its present epoch; if so, the site of this one is noted, for
   * reports name the last of an epoch's writes.
   */
  public static boolean isRewrite(ThreadState t, CollectionShadow shadow, long sites) {
    long write = shadow.writeWord();
    if (!Epoch.same(write, t.epoch)) {
      return false;
    }
    int context = StackDepot.knownContext(t, sites);
    long word = t.epoch | context;
    if (context != 0 && word != write) {
      // Who writes in between has seen this thread's stamp, and that race is found.
      UNSAFE.putLongRelease(shadow, CollectionShadow.WRITE, word);
    }
    return context != 0;
  }

  /** Reports the read that is held back, if any: its call did not return. */
  public static void throwing(ThreadState t) {
    PendingRead p = t.pending;
    if (p != null) {
      t.pending = null;
      report(t, p, p.writes() ? Access.Type.WRITE : Access.Type.READ);
    }
  }

  private static void report(ThreadState t, PendingRead p, Access.Type type) {
    RaceReports.report(
        t,
        new RaceReports.Current(type, p.stack(), p.locks()),
        p.previous(),
        Access.Type.WRITE,
        p.shadow(),
        p.shadow(),
        CollectionShadow.WRITE);
  }

  /** A synchronized wrapper begins to use the collection behind it, whose mutex the thread holds. */
  public static void wrapperEntered(ThreadState t, Object wrapper) {
    Object state = CollectionShadows.stateBehind(wrapper);
    if (state != null) {
      CollectionShadows.of(t, state, state).entered(CollectionShadows.modifications(state));
    }
  }

  /** It ends that, the thread still holds the mutex: the call wrote if the collection was modified since it began. */
  public static void wrapperLeaving(ThreadState t, Object wrapper) {
    Object state = CollectionShadows.stateBehind(wrapper);
    if (state == null) {
      return;
    }
    CollectionShadow shadow = CollectionShadows.of(t, state, state);
    long sites = t.context ^ 0x57524150L;
    t.checks++;
    if (shadow.entered(CollectionShadows.modifications(state))) {
      write(t, shadow, sites);
    } else {
      read(t, shadow, sites);
    }
  }
}
