package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.internal.misc.Unsafe;

/**
 * A tracked field: its name, and where its two shadow words lie in an object, or for a static field in its class.
 * Numbered when its class is instrumented; the number is baked into the generated accessors.
 */
public final class FieldVariable implements Shadow {
  /** Name of the field for the shared reads of the fields that a class declares. */
  public static final String SHARED_READS = "$race$reads";

  /** Name of the field for the word of what all constructors of a class write to their object. */
  public static final String BORN_FIELD = "$race$born";

  /** Prefix of everything that instrumentation adds to a class. */
  public static final String PREFIX = "$race$";

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final ClassValue<long[]> WORDS = new ClassValue<>() {
    @Override
    protected long[] computeValue(Class<?> type) {
      synchronized (FieldVariable.class) {
        return words(type);
      }
    }
  };

  private static FieldVariable[] table = new FieldVariable[1024];
  private static int count;

  private final String className;
  private final String field;
  private final String suffix;
  private final boolean isStatic;

  /** Its number among the static, or the other, tracked fields of its class. */
  private final int ordinal;

  private final boolean isBorn;
  private long bornOffset;
  private long writeOffset;
  private long readsOffset;
  private long readOffset;

  private FieldVariable(
      String className,
      String field,
      String suffix,
      boolean isStatic,
      int ordinal,
      boolean isBorn) {
    this.ordinal = ordinal;
    this.className = className;
    this.field = field;
    this.suffix = suffix;
    this.isStatic = isStatic;
    this.isBorn = isBorn;
  }

  /**
   * Numbers a field.
   *
   * @param className binary name of the declaring class
   * @param suffix what the names of its two shadow fields end in
   * @param isBorn whether all constructors write it and leave the word of that in {@link #BORN_FIELD}
   */
  public static synchronized int register(
      String className, String field, String suffix, boolean isStatic, boolean isBorn) {
    if (count == table.length) {
      FieldVariable[] more = new FieldVariable[count * 2];
      System.arraycopy(table, 0, more, 0, count);
      table = more;
    }
    int ordinal = declaredBy(className, isStatic).size();
    table[count] = new FieldVariable(className, field, suffix, isStatic, ordinal, isBorn);
    return count++;
  }

  /** The field of that number. */
  public static FieldVariable of(int number) {
    return table[number];
  }

  /** Clears the shadow of an object that no other thread can have yet. */
  public static void reset(Object fresh) {
    for (long offset : WORDS.get(fresh.getClass())) {
      if (offset > 0) {
        UNSAFE.putLong(fresh, offset, 0);
      } else {
        UNSAFE.putReference(fresh, -offset, null);
      }
    }
  }

  /**
   * Whether the last write is that of the constructor, and not ordered before what {@code t} does now. The words know
   * nothing of it until {@link #settle}.
   */
  public boolean isBornUnordered(Object holder, ThreadState t) {
    if (bornOffset == 0 || UNSAFE.getLong(holder, writeOffset) != 0) {
      return false;
    }
    long born = UNSAFE.getLong(holder, bornOffset);
    return born != 0 && !Epoch.sameSlot(born, t.epoch) && !t.covers(born);
  }

  /** Enters the constructor's write into the words, if it is the last and not ordered before what {@code t} does now. */
  public void settle(Object holder, ThreadState t) {
    long w = writeOffset(holder);
    if (isBornUnordered(holder, t)) {
      long born = UNSAFE.getLong(holder, bornOffset);
      if (UNSAFE.compareAndSetLong(holder, w, 0, born)) {
        UNSAFE.compareAndSetLong(holder, readOffset, 0, born);
      }
    }
  }

  /** Offsets of the words of all tracked fields, and negated those of the shared reads. */
  private static long[] words(Class<?> type) {
    long[] offsets = new long[24];
    int n = 0;
    for (Class<?> c = type; c.getClassLoader() != null; c = c.getSuperclass()) {
      for (int i = 0; i < count; i++) {
        FieldVariable f = table[i];
        if (f.isStatic || !f.className.equals(c.getName())) {
          continue;
        }
        offsets = n + 4 > offsets.length ? Arrays.copyOf(offsets, n * 2) : offsets;
        try {
          offsets[n] = UNSAFE.objectFieldOffset(c, writeField(f.suffix));
          offsets[n + 1] = UNSAFE.objectFieldOffset(c, readField(f.suffix));
          offsets[n + 2] = -UNSAFE.objectFieldOffset(c, SHARED_READS);
          n += 3;
          if (f.isBorn) {
            offsets[n++] = UNSAFE.objectFieldOffset(c, BORN_FIELD);
          }
        } catch (InternalError e) {
          continue; // a class of the same name, of another loader
        }
      }
    }
    return Arrays.copyOf(offsets, n);
  }

  /** The tracked fields that a class of that binary name declares, static or not. */
  static synchronized List<FieldVariable> declaredBy(String className, boolean isStatic) {
    List<FieldVariable> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (table[i].isStatic == isStatic && table[i].className.equals(className)) {
        found.add(table[i]);
      }
    }
    return found;
  }

  /** Where the variable and its words lie in the class {@code c} of that name; null if {@code c} has no such words. */
  LocatedField locate(Class<?> c) {
    try {
      return new LocatedField(
          this,
          UNSAFE.objectFieldOffset(c, field),
          UNSAFE.objectFieldOffset(c, writeField(suffix)),
          UNSAFE.objectFieldOffset(c, readField(suffix)));
    } catch (InternalError e) {
      return null; // a class of the same name from another loader
    }
  }

  @Override
  public SharedReads sharedReads(ThreadState t, Object base) {
    if (isStatic) {
      return StaticReads.MAP.get(t, base).reads;
    }
    Object reads = UNSAFE.getReferenceAcquire(base, readsOffset);
    return (SharedReads) (reads != null ? reads : makeReads(base));
  }

  @Override
  public int sharedIndex(long w) {
    return ordinal;
  }

  /** As {@link #sharedReads}, but null where there are none or they take long to find; of a resolved variable. */
  public SharedReads knownReads(Object base) {
    return isStatic ? null : (SharedReads) UNSAFE.getReferenceAcquire(base, readsOffset);
  }

  /** Its number among its shared reads. */
  public int ordinal() {
    return ordinal;
  }

  private Object makeReads(Object base) {
    Object made = new SharedReads(declaredBy(className, false).size());
    Object other = UNSAFE.compareAndExchangeReference(base, readsOffset, null, made);
    return other == null ? made : other;
  }

  @Override
  public Variable variable(Object base, long w) {
    Variable.Kind kind = base instanceof Class ? Variable.Kind.STATIC : Variable.Kind.FIELD;
    return new Variable(kind, className + '.' + field, -1, List.of());
  }

  /** Whether the offsets are known. */
  public boolean isResolved() {
    return readOffset != 0;
  }

  /** Offset of the word of the last write; {@code holder} is an instance, or the class for a static field. */
  public long writeOffset(Object holder) {
    long o = writeOffset;
    if (o == 0) {
      resolve(holder);
      o = writeOffset;
    }
    return o;
  }

  /** Offset of the word of the last read. */
  public long readOffset(Object holder) {
    long o = readOffset;
    if (o == 0) {
      resolve(holder);
      o = readOffset;
    }
    return o;
  }

  // Idempotent, so it needs no lock.
  private void resolve(Object holder) {
    Class<?> c = holder instanceof Class ? (Class<?>) holder : holder.getClass();
    while (!c.getName().equals(className)) {
      c = c.getSuperclass();
    }
    if (!isStatic) {
      readsOffset = UNSAFE.objectFieldOffset(c, SHARED_READS);
    }
    if (isBorn) {
      bornOffset = UNSAFE.objectFieldOffset(c, BORN_FIELD);
    }
    writeOffset = UNSAFE.objectFieldOffset(c, writeField(suffix));
    readOffset = UNSAFE.objectFieldOffset(c, readField(suffix));
  }

  /** Name of the shadow field of the last write. */
  public static String writeField(String suffix) {
    return PREFIX + "w$" + suffix;
  }

  /** Name of the shadow field of the last read. */
  public static String readField(String suffix) {
    return PREFIX + "r$" + suffix;
  }
}
