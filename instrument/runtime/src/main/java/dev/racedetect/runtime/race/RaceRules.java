package dev.racedetect.runtime.race;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Access;
import dev.racedetect.runtime.shadow.ReadSet;
import dev.racedetect.runtime.shadow.Shadow;
import dev.racedetect.runtime.shadow.SharedReads;
import dev.racedetect.runtime.stack.StackDepot;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;

/**
 * FastTrack's rules (Flanagan and Freund, PLDI 2009) on two shadow words: W, the last write, and R, the last read, or
 * the number of a {@link ReadSet}, or {@link Shadow#SHARED} when the reads of several threads change so often that they
 * are recorded in the variable's shadow. A write stamps both words, so R is always as late as W.
 *
 * <p>Protocol. R is where accesses of several threads are put in order: each ends with a compare-and-set of R, and a
 * writer stores W before that. So of two concurrent accesses one comes second at R, sees the other's stamp, and compares
 * with it. With R shared, a reader records its read and then looks at R again, a writer changes R and then looks at the
 * recorded reads: at least one of them sees the other.
 */
public final class RaceRules {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private RaceRules() {}

  /** Whether {@code reads}, a read word, says that the current thread has read in its present epoch. */
  @ForceInline
  public static boolean hasRead(long reads, ThreadState t) {
    return Epoch.same(reads, t.epoch) || t.readSets.isCurrent(reads, t.epoch);
  }

  /**
   * The common case of {@link #read}: the last write and the last read, a single one, happen-before the current thread,
   * and the context is known. Calls nothing that could be observed, so it needs no guard against re-entrancy.
   *
   * @return whether that was so; if not, nothing has been changed
   */
  @ForceInline
  public static boolean readOrdered(Object base, long w, long r, ThreadState t, long sites) {
    if (t.optimistic) {
      return false;
    }
    t.checks++;
    long reads = UNSAFE.getLongVolatile(base, r);
    long write = UNSAFE.getLongVolatile(base, w);
    if (!isOrdered(reads, t)) {
      return t.readSets.isCurrent(reads, t.epoch);
    }
    if (reads != write && !isOrdered(write, t)) {
      return false;
    }
    int context = StackDepot.knownContext(t, sites);
    return context != 0 && UNSAFE.compareAndSetLong(base, r, reads, t.epoch | context);
  }

  /** The common case of {@link #write}; as {@link #readOrdered}. */
  @ForceInline
  public static boolean writeOrdered(Object base, long w, long r, ThreadState t, long sites) {
    t.checks++;
    long reads = UNSAFE.getLongVolatile(base, r);
    long write = UNSAFE.getLongVolatile(base, w);
    if (!isOrdered(reads, t) || reads != write && !isOrdered(write, t)) {
      return false;
    }
    int context = StackDepot.knownContext(t, sites);
    if (context == 0) {
      return false;
    }
    long word = t.epoch | context;
    UNSAFE.putLongRelease(base, w, word);
    // When another access came in between, the whole rule is applied; that W is stamped already
    // tells it nothing wrong.
    return UNSAFE.compareAndSetLong(base, r, reads, word);
  }

  /** Whether the reads of the variable with that read word are shared. */
  @ForceInline
  public static boolean isShared(Object base, long r) {
    return UNSAFE.getLongVolatile(base, r) == Shadow.SHARED;
  }

  /**
   * The common case of {@link #read} where the reads are shared; as {@link #readOrdered}.
   *
   * @param shared where the variable's reads are, null when that takes more to find out
   * @param index its number there
   */
  public static boolean readShared(
      Object base, long w, long r, ThreadState t, long sites, SharedReads shared, int index) {
    long[] own = shared == null || t.optimistic ? null : shared.ofSlot(t.slot());
    if (own == null || Epoch.same(own[index], t.epoch)) {
      return own != null;
    }
    int context = StackDepot.knownContext(t, sites);
    if (context == 0) {
      return false;
    }
    own[index] = t.epoch | context;
    UNSAFE.fullFence(); // the record before the look at R
    return UNSAFE.getLongVolatile(base, r) == Shadow.SHARED
        && isOrdered(UNSAFE.getLongVolatile(base, w), t);
  }

  @ForceInline
  private static boolean isOrdered(long word, ThreadState t) {
    return Epoch.sameSlot(word, t.epoch) || word == 0 || Epoch.slot(word) != 0 && t.covers(word);
  }

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
    if (t.optimistic) {
      OptimisticReads.add(t, base, w, r, sites, shadow);
      return;
    }
    long word = 0;
    while (true) {
      long reads = UNSAFE.getLongVolatile(base, r);
      if (isRecorded(reads, base, w, t, shadow)) {
        return;
      }
      if (word == 0) {
        word = t.epoch | StackDepot.context(t, sites);
      }
      if (reads == Shadow.SHARED) {
        shadow.sharedReads(t, base).add(shadow.sharedIndex(w), word);
        UNSAFE.fullFence(); // the record before the look at R
        if (UNSAFE.getLongVolatile(base, r) == Shadow.SHARED) {
          check(base, w, t, Access.Type.READ, shadow);
          return;
        }
        continue;
      }
      boolean ordered = check(base, w, t, Access.Type.READ, shadow);
      long next = ordered ? withRead(reads, word, base, w, t, shadow) : word;
      if (UNSAFE.compareAndSetLong(base, r, reads, next)) {
        if (ReadSet.isNumber(next)) {
          t.readSets.setCurrent(next, t.epoch);
        }
        return;
      }
    }
  }

  /**
   * Records a read that the current thread made earlier, of which {@code word} tells when and where, unless another access
   * has come since that does not happen-before the thread. Never reports.
   */
  static void recordEarlier(Object base, long w, long r, ThreadState t, long word, Shadow shadow) {
    while (true) {
      long reads = UNSAFE.getLongVolatile(base, r);
      long write = UNSAFE.getLongVolatile(base, w);
      boolean later = Epoch.slot(reads) == t.slot() && Epoch.clock(reads) >= Epoch.clock(word);
      if (later || write != 0 && !t.covers(write)) {
        return;
      }
      if (reads == Shadow.SHARED) {
        int index = shadow.sharedIndex(w);
        SharedReads shared = shadow.sharedReads(t, base);
        long[] own = shared.ofSlot(t.slot());
        if (own == null || Epoch.clock(own[index]) < Epoch.clock(word)) {
          shared.add(index, word);
        }
        return;
      }
      if (UNSAFE.compareAndSetLong(base, r, reads, withRead(reads, word, base, w, t, shadow))) {
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
      // The number of a set looks like the epoch of no write at all.
      boolean readSince = ReadSet.isNumber(reads) || !Epoch.same(reads, write);
      if (ordered && reads != Shadow.SHARED && readSince) {
        checkReads(unordered(reads, t), base, w, t, shadow);
      }
      UNSAFE.putLongRelease(
          base, w, word); // the compare-and-set that follows makes it visible first
      if (UNSAFE.compareAndSetLong(base, r, reads, word)) {
        if (reads == Shadow.SHARED) {
          SharedReads shared = shadow.sharedReads(t, base);
          checkReads(shared.unordered(shadow.sharedIndex(w), t), base, w, t, shadow);
        }
        return;
      }
    }
  }

  private static boolean isRecorded(long reads, Object base, long w, ThreadState t, Shadow shadow) {
    if (hasRead(reads, t)) {
      return true;
    }
    if (reads == Shadow.SHARED) {
      long[] own = shadow.sharedReads(t, base).ofSlot(t.slot());
      return own != null && Epoch.same(own[shadow.sharedIndex(w)], t.epoch);
    }
    if (!ReadSet.isNumber(reads)) {
      return false;
    }
    ReadSet set = ReadSet.of(reads);
    if (set == null || !set.contains(t.epoch)) {
      return false;
    }
    t.readSets.setCurrent(reads, t.epoch);
    return true;
  }

  /** The read word after one more read. */
  private static long withRead(
      long reads, long word, Object base, long w, ThreadState t, Shadow shadow) {
    if (unordered(reads, t) == 0) {
      return word;
    }
    ReadSet set = ReadSet.isNumber(reads) ? ReadSet.of(reads) : null;
    if (set != null && set.hasSlot(t.slot())) {
      // This thread has read it in several epochs while others read it too: one set an epoch would
      // be too many.
      return share(set, word, base, t, shadow, shadow.sharedIndex(w));
    }
    return ReadSet.with(t, reads, word);
  }

  /** Records the reads of a set and one more as shared; returns the read word that says so. */
  private static long share(
      ReadSet set, long word, Object base, ThreadState t, Shadow shadow, int index) {
    SharedReads shared = shadow.sharedReads(t, base);
    for (int i = 0; i < set.size(); i++) {
      shared.add(index, set.word(i));
    }
    shared.add(index, word);
    return Shadow.SHARED;
  }

  /** A read in {@code reads} that does not happen-before the current thread; 0 if there is none. */
  private static long unordered(long reads, ThreadState t) {
    if (ReadSet.isNumber(reads)) {
      ReadSet set = ReadSet.of(reads);
      return set == null ? 0 : set.unordered(t);
    }
    return reads == 0 || t.covers(reads) ? 0 : reads;
  }

  /** Whether the last write happens-before the current thread; if not, that is a race. */
  private static boolean check(
      Object base, long w, ThreadState t, Access.Type type, Shadow shadow) {
    long write = UNSAFE.getLongVolatile(base, w);
    if (write == 0 || t.covers(write)) {
      return true;
    }
    RaceReports.report(t, type, write, Access.Type.WRITE, shadow, base, w);
    return false;
  }

  private static void checkReads(
      long unordered, Object base, long w, ThreadState t, Shadow shadow) {
    if (unordered != 0) {
      RaceReports.report(t, Access.Type.WRITE, unordered, Access.Type.READ, shadow, base, w);
    }
  }
}
