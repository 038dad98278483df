package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.List;
import jdk.internal.misc.Unsafe;

/** The shadow of a JDK collection's state, taken as one variable. */
public final class CollectionShadow extends WeakEntry implements Shadow {
  /** Offset of the word of the last write in this object. */
  public static final long WRITE;

  /** Offset of the word of the last read in this object. */
  public static final long READ;

  static {
    Unsafe unsafe = Unsafe.getUnsafe();
    WRITE = unsafe.objectFieldOffset(CollectionShadow.class, "write");
    READ = unsafe.objectFieldOffset(CollectionShadow.class, "read");
  }

  /** See {@code RaceRules} for who writes these two and what guards them. */
  @SuppressWarnings("unused") // accessed by offset
  private long write;

  @SuppressWarnings("unused") // accessed by offset
  private long read;

  private final SharedReads reads = new SharedReads(1);
  private volatile String name;
  private boolean reported;
  private int modificationsSeen;

  CollectionShadow(Object collection, int hash) {
    super(collection, hash);
    name = collection.getClass().getName();
  }

  /** Notes how often the collection was modified by now; whether that has changed. Guarded by its wrapper's mutex. */
  public boolean entered(int modifications) {
    boolean changed = modificationsSeen != modifications;
    modificationsSeen = modifications;
    return changed;
  }

  /** Whether a race on the collection was reported. */
  public synchronized boolean wasReported() {
    return reported;
  }

  /** The class by which the program knows the collection: a HashSet's state is that of a HashMap. */
  void knownAs(String className) {
    name = className;
  }

  @Override
  public SharedReads sharedReads(ThreadState t, Object base) {
    return reads;
  }

  @Override
  public int sharedIndex(long w) {
    return 0;
  }

  @Override
  public Variable variable(Object base, long w) {
    return new Variable(Variable.Kind.OBJECT, name, -1, List.of());
  }

  @Override
  public synchronized boolean isReportedOnce() {
    boolean before = reported;
    reported = true;
    return before;
  }
}
