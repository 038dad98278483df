package dev.racedetect.runtime.race;

import dev.racedetect.runtime.finding.Access;
import dev.racedetect.runtime.shadow.CollectionShadow;
import dev.racedetect.runtime.shadow.CollectionShadows;
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

  /** A method of the collection is about to be called. */
  public static void before(ThreadState t, CollectionShadow shadow, long sites) {
    throwing(t);
    long write = UNSAFE.getLongVolatile(shadow, CollectionShadow.WRITE);
    if (write == 0 || t.covers(write) || t.optimistic || shadow.wasReported()) {
      RaceRules.read(shadow, CollectionShadow.WRITE, CollectionShadow.READ, t, sites, shadow);
    } else {
      t.pending = new PendingRead(shadow, write, Stacks.current(), t.held.describe(true));
    }
  }

  /** It has returned. */
  public static void after(ThreadState t, CollectionShadow shadow, boolean modified, long sites) {
    boolean pending = t.pending != null && t.pending.shadow() == shadow;
    if (pending) {
      t.pending = null;
    }
    if (modified) {
      RaceRules.write(shadow, CollectionShadow.WRITE, CollectionShadow.READ, t, sites, shadow);
    } else if (pending) {
      RaceRules.read(shadow, CollectionShadow.WRITE, CollectionShadow.READ, t, sites, shadow);
    }
  }

  /** Reports the read that is held back, if any: its call did not return. */
  public static void throwing(ThreadState t) {
    PendingRead p = t.pending;
    if (p != null) {
      t.pending = null;
      RaceReports.report(
          t,
          new RaceReports.Current(Access.Type.READ, p.stack(), p.locks()),
          p.previous(),
          Access.Type.WRITE,
          p.shadow(),
          p.shadow(),
          CollectionShadow.WRITE);
    }
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
      RaceRules.write(shadow, CollectionShadow.WRITE, CollectionShadow.READ, t, sites, shadow);
    } else {
      RaceRules.read(shadow, CollectionShadow.WRITE, CollectionShadow.READ, t, sites, shadow);
    }
  }
}
