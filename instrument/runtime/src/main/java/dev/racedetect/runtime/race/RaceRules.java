package dev.racedetect.runtime.race;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Access;
import dev.racedetect.runtime.shadow.Shadow;
import dev.racedetect.runtime.stack.StackDepot;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.misc.Unsafe;

/**
 * FastTrack's rules (Flanagan and Freund, PLDI 2009) on two shadow words: W, the last write, and R, the last read, or
 * {@link Shadow#SHARED} when reads that nothing orders are recorded in the variable's shadow. A write stamps both words,
 * so R is always as late as W.
 *
 * <p>Protocol. R is where accesses of several threads are put in order: each ends with a compare-and-set of R, and a
 * writer stores W before that. So of two concurrent accesses one comes second at R, sees the other's stamp, and compares
 * with it. With R shared, a reader records its read and then looks at R again, a writer changes R and then looks at the
 * recorded reads: at least one of them sees the other.
 */
public final class RaceRules {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private RaceRules() {}

  /**
   * A read of a variable by the current thread.
   *
   * @param base object that holds the two words
   * @param w offset of the word of the last write
   * @param r offset of the word of the last read
   * @param sites hash of the call sites on the stack and of this access
   * @param shadow what the variable is
   */
  public static void read(Object base, long w, long r, ThreadState t, long sites, Shadow shadow) {
    long word = 0;
    while (true) {
      long reads = UNSAFE.getLongVolatile(base, r);
      if (Epoch.same(reads, t.epoch) || reads == Shadow.SHARED && shadow.hasRead(t, base, w)) {
        return;
      }
      if (word == 0) {
        word = t.epoch | StackDepot.context(t, sites);
      }
      if (reads == Shadow.SHARED) {
        shadow.addRead(t, base, w, word);
        UNSAFE.fullFence(); // the record before the look at R
        if (UNSAFE.getLongVolatile(base, r) == Shadow.SHARED) {
          check(base, w, t, Access.Type.READ, shadow);
          return;
        }
        continue;
      }
      boolean ordered = check(base, w, t, Access.Type.READ, shadow);
      long next = word;
      if (ordered && reads != 0 && !t.covers(reads)) {
        shadow.addFirstRead(t, base, w, reads);
        shadow.addRead(t, base, w, word);
        next = Shadow.SHARED;
      }
      if (UNSAFE.compareAndSetLong(base, r, reads, next)) {
        return;
      }
    }
  }

  /** A write of a variable by the current thread; parameters as for {@link #read}. */
  public static void write(Object base, long w, long r, ThreadState t, long sites, Shadow shadow) {
    long word = t.epoch | StackDepot.context(t, sites);
    while (true) {
      long reads = UNSAFE.getLongVolatile(base, r);
      long write = UNSAFE.getLongVolatile(base, w);
      boolean ordered = check(base, w, t, Access.Type.WRITE, shadow);
      if (ordered && reads != 0 && reads != Shadow.SHARED && !Epoch.same(reads, write) && !t.covers(reads)) {
        RaceReports.report(t, Access.Type.WRITE, reads, Access.Type.READ, shadow, base, w);
      }
      UNSAFE.putLongRelease(base, w, word); // the compare-and-set that follows makes it visible first
      if (UNSAFE.compareAndSetLong(base, r, reads, word)) {
        if (reads == Shadow.SHARED) {
          long unordered = shadow.unorderedRead(t, base, w);
          if (unordered != 0) {
            RaceReports.report(t, Access.Type.WRITE, unordered, Access.Type.READ, shadow, base, w);
          }
        }
        return;
      }
    }
  }

  /** Whether the last write happens-before the current thread; if not, that is a race. */
  private static boolean check(Object base, long w, ThreadState t, Access.Type type, Shadow shadow) {
    long write = UNSAFE.getLongVolatile(base, w);
    if (write == 0 || t.covers(write)) {
      return true;
    }
    RaceReports.report(t, type, write, Access.Type.WRITE, shadow, base, w);
    return false;
  }
}
