package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.HashMap;
import java.util.List;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;

/** The shadow of a JDK collection's state, taken as one variable. */
public final class CollectionShadow extends WeakEntry implements Shadow {
  /** Offset of the word of the last write in this object. */
  public static final long WRITE;

  private static final int REMEMBERED = 64;

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
  private final CollectionKind kind;
  private final boolean arrayList;
  private final boolean hashMap;
  private volatile ElementShadow elements;

  /** The slot of the thread that used the values first, 0 once another did; a hint only, without order. */
  private int onlyUser = -1;

  private int remembered;

  CollectionShadow(Object collection, int hash) {
    super(collection, hash);
    name = name(collection.getClass());
    kind = CollectionKind.of(collection.getClass());
    arrayList = kind.elements().isArrayList();
    hashMap = collection instanceof HashMap;
  }

  /** What is known of the collection's class. */
  public CollectionKind kind() {
    return kind;
  }

  /** Changes whenever the collection is modified structurally; 0 when it is no more. */
  public int modifications() {
    Object collection = get();
    return collection == null ? 0 : kind.modifications(collection);
  }

  /** The word of the last read. */
  @ForceInline
  public long readWord() {
    return read;
  }

  /** The word of the last write. */
  @ForceInline
  public long writeWord() {
    return write;
  }

  /** Whether the values are variables of their own. */
  public boolean isHashMap() {
    return hashMap;
  }

  /**
   * Whether the current thread's accesses to values are recorded. A map that only one thread has used so far, such as a
   * large one that is being filled, remembers a few of them only; a race with the others may be missed.
   */
  public boolean remembersValues(ThreadState t) {
    if (onlyUser == 0) {
      return true;
    }
    if (onlyUser < 0) {
      onlyUser = t.slot();
    } else if (onlyUser != t.slot()) {
      onlyUser = 0;
      return true;
    }
    return remembered < REMEMBERED && remembered++ >= 0;
  }

  /** Whether the elements are variables of their own, and this is an index of one. */
  public boolean isElement(int index) {
    return arrayList && index >= 0 && index < elementCount();
  }

  /** The elements' shadow; null while none was accessed. */
  public ElementShadow elementsIfAny() {
    return elements;
  }

  /** The elements' shadow. */
  public ElementShadow elements() {
    ElementShadow e = elements;
    return e == null ? makeElements() : e;
  }

  /** How many elements there are that are variables of their own. */
  public int elementCount() {
    Object collection = arrayList ? get() : null;
    return collection == null ? 0 : kind.elements().size(collection);
  }

  Variable element(int index) {
    return new Variable(Variable.Kind.OBJECT, name, index, List.of());
  }

  private synchronized ElementShadow makeElements() {
    if (elements == null) {
      elements = new ElementShadow(this);
    }
    return elements;
  }

  private static String name(Class<?> c) {
    String className = c.getName();
    return className.endsWith("EnumSet") && c.getClassLoader() == null
        ? "java.util.EnumSet"
        : className;
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
    if (!name.equals(className)) {
      name = className;
    }
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
