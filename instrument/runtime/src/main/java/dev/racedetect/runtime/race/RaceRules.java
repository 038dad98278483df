package dev.racedetect.runtime.race;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Access;
import dev.racedetect.runtime.shadow.ReadVector;
import dev.racedetect.runtime.shadow.ReadVectors;
import dev.racedetect.runtime.shadow.Shadow;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.misc.Unsafe;

/**
 * FastTrack's rules (Flanagan and Freund, PLDI 2009) on two shadow words: W, the last write, and R, the last read or the
 * number of a read vector. A write stamps both, so R is always as late as W.
 *
 * <p>Protocol. R is where accesses of several threads are put in order: every access that changes anything ends with a
 * compare-and-set of R, or changes the read vector that R numbers under that vector's monitor after checking that R
 * still numbers it. A writer stores W before that. So of two concurrent accesses one comes second at R, sees the
 * other's stamp, and compares with it.
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
   * @param word the thread's epoch with the context of this access
   * @param shadow what the variable is
   */
  public static void read(Object base, long w, long r, ThreadState t, long word, Shadow shadow) {
    if (t.optimistic) {
      return; // a read that is not validated is not seen here either
    }
    while (true) {
      long reads = UNSAFE.getLongVolatile(base, r);
      if (Epoch.same(reads, word)) {
        return;
      }
      if (ReadVectors.isNumber(reads)) {
        if (readShared(base, w, r, reads, t, word, shadow)) {
          return;
        }
        continue;
      }
      long write = UNSAFE.getLongVolatile(base, w);
      boolean raced = checkWrite(base, w, write, Access.Type.READ, t, word, shadow);
      long next = word;
      if (!raced && reads != 0 && !t.covers(reads)) {
        next = shadow.readVectors(t, base).take(reads, word); // two reads that nothing orders: keep both
      }
      if (UNSAFE.compareAndSetLong(base, r, reads, next)) {
        return;
      }
      if (next != word) {
        giveBack(shadow.readVectors(t, base), next);
      }
    }
  }

  /** A write of a variable by the current thread; parameters as for {@link #read}. */
  public static void write(Object base, long w, long r, ThreadState t, long word, Shadow shadow) {
    while (true) {
      long reads = UNSAFE.getLongVolatile(base, r);
      long write = UNSAFE.getLongVolatile(base, w);
      boolean raced = checkWrite(base, w, write, Access.Type.WRITE, t, word, shadow);
      if (ReadVectors.isNumber(reads)) {
        if (writeShared(base, w, r, reads, t, word, shadow)) {
          return;
        }
        continue;
      }
      if (!raced && reads != 0 && !Epoch.same(reads, write) && !t.covers(reads)) {
        RaceReports.report(t, Access.Type.WRITE, reads, Access.Type.READ, shadow, base, w);
      }
      UNSAFE.putLongRelease(base, w, word); // the compare-and-set that follows makes it visible first
      if (UNSAFE.compareAndSetLong(base, r, reads, word)) {
        return;
      }
    }
  }

  private static boolean checkWrite(
      Object base, long w, long write, Access.Type type, ThreadState t, long word, Shadow shadow) {
    if (write == 0 || t.covers(write)) {
      return false;
    }
    RaceReports.report(t, type, write, Access.Type.WRITE, shadow, base, w);
    return true;
  }

  private static boolean readShared(Object base, long w, long r, long number, ThreadState t, long word, Shadow shadow) {
    ReadVector v = shadow.readVectors(t, base).get(number);
    if (v == null) {
      return false;
    }
    if (v.contains(word)) {
      return true;
    }
    synchronized (v) {
      if (UNSAFE.getLongVolatile(base, r) != number) {
        return false;
      }
      v.put(word);
      checkWrite(base, w, UNSAFE.getLongVolatile(base, w), Access.Type.READ, t, word, shadow);
      return true;
    }
  }

  private static boolean writeShared(Object base, long w, long r, long number, ThreadState t, long word, Shadow shadow) {
    ReadVectors vectors = shadow.readVectors(t, base);
    ReadVector v = vectors.get(number);
    if (v == null) {
      return false;
    }
    synchronized (v) {
      if (UNSAFE.getLongVolatile(base, r) != number) {
        return false;
      }
      for (int i = 0; i < v.size(); i++) {
        if (!t.covers(v.word(i))) {
          RaceReports.report(t, Access.Type.WRITE, v.word(i), Access.Type.READ, shadow, base, w);
          break;
        }
      }
      UNSAFE.putLongVolatile(base, w, word);
      UNSAFE.putLongVolatile(base, r, word);
      v.clear();
    }
    vectors.giveBack(number);
    return true;
  }

  private static void giveBack(ReadVectors vectors, long number) {
    synchronized (vectors.get(number)) {
      vectors.get(number).clear();
    }
    vectors.giveBack(number);
  }
}
