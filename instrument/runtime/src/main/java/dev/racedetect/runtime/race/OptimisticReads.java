package dev.racedetect.runtime.race;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Access;
import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.shadow.Shadow;
import dev.racedetect.runtime.stack.StackDepot;
import dev.racedetect.runtime.thread.OptimisticSection;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.misc.Unsafe;

/**
 * Reads between {@code tryOptimisticRead} and validate. If that succeeds, what the last writer did happens-before them, and
 * they count as reads, whatever writer has come since; if it fails, the program throws them away; if it never comes, nothing ordered them.
 */
public final class OptimisticReads {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private OptimisticReads() {}

  /** A section of {@code lock} is about to begin; the thread has not yet learnt from the lock. */
  public static void begins(ThreadState t, Object lock) {
    OptimisticSection section = t.section();
    boolean overlaps = t.optimistic && section.lock != lock;
    if (t.optimistic && !overlaps) {
      ends(t, false, false); // it was begun anew without a look at the last one's outcome
    }
    section.clear();
    section.begins(t, lock);
    section.overflown = overlaps;
    t.optimistic = true;
  }

  /** A read of a variable in a section; parameters as for {@link RaceRules#read}. */
  static void add(ThreadState t, Object base, long w, long r, long sites, Shadow shadow) {
    OptimisticSection section = t.section();
    if (section.overflown) {
      return;
    }
    if (section.isFull()) {
      section.clear();
      section.overflown = true;
      Findings.dropped("reads of long optimistic sections", 1);
      return;
    }
    int i = section.size++;
    section.bases[i] = base;
    section.shadows[i] = shadow;
    section.writeOffsets[i] = w;
    section.readOffsets[i] = r;
    section.words[i] = t.epoch | StackDepot.context(t, sites);
    long write = UNSAFE.getLongVolatile(base, w);
    boolean unknown = write != 0 && !t.covers(write);
    section.unordered[i] = unknown || section.isLearntHere(t, write) ? write : 0;
  }

  /** The section has ended: by a validation, or by a lock that the thread acquired instead. */
  public static void validated(ThreadState t, boolean valid) {
    ends(t, true, valid);
  }

  /** The thread leaves the section behind without a look at its outcome. */
  public static void left(ThreadState t) {
    ends(t, false, false);
  }

  private static void ends(ThreadState t, boolean validated, boolean valid) {
    if (!t.optimistic) {
      return;
    }
    t.optimistic = false;
    OptimisticSection section = t.section();
    for (int i = 0; i < section.size && (valid || !validated); i++) {
      long unordered = section.unordered[i];
      if (valid && t.covers(unordered)) {
        unordered = 0;
      }
      judge(t, section, i, unordered);
    }
    section.clear();
  }

  private static void judge(ThreadState t, OptimisticSection section, int i, long unordered) {
    Object base = section.bases[i];
    long w = section.writeOffsets[i];
    Shadow shadow = section.shadows[i];
    if (unordered == 0) {
      RaceRules.recordEarlier(base, w, section.readOffsets[i], t, section.words[i], shadow);
      return;
    }
    int context = Epoch.context(section.words[i]);
    RaceReports.report(
        t,
        new RaceReports.Current(
            Access.Type.READ, StackDepot.frames(context), StackDepot.locksHeld(context)),
        unordered,
        Access.Type.WRITE,
        shadow,
        base,
        w);
  }
}
