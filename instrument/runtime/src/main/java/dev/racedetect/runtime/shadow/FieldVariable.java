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
  /** Name of the field for the read vectors of the fields that a class declares. */
  public static final String READ_VECTORS = "$race$reads";

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
  private final boolean isBorn;
  private long bornOffset;
  private long writeOffset;
  private long vectorsOffset;
  private long readOffset;

  private FieldVariable(
      String className, String field, String suffix, boolean isStatic, boolean isBorn) {
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
    table[count] = new FieldVariable(className, field, suffix, isStatic, isBorn);
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
    long born = bornOffset == 0 ? 0 : UNSAFE.getLong(holder, bornOffset);
    return born != 0
        && Epoch.slot(born) != t.slot()
        && !t.covers(born)
        && UNSAFE.getLong(holder, writeOffset) == 0;
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

  /** Offsets of the words of all tracked fields, and negated those of the read vectors. */
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
          offsets[n + 2] = -UNSAFE.objectFieldOffset(c, READ_VECTORS);
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

  private ReadVectors vectors(ThreadState t, Object holder) {
    if (isStatic) {
      return ObjectReads.MAP.get(t, holder);
    }
    Object vectors = UNSAFE.getReferenceAcquire(holder, vectorsOffset);
    if (vectors == null) {
      Object made = new ReadVectors(holder, 0);
      vectors = UNSAFE.compareAndExchangeReference(holder, vectorsOffset, null, made);
      vectors = vectors == null ? made : vectors;
    }
    return (ReadVectors) vectors;
  }

  @Override
  public boolean hasRead(ThreadState t, Object base, long w) {
    return vectors(t, base).of(w).contains(t.epoch);
  }

  @Override
  public void addRead(ThreadState t, Object base, long w, long word) {
    vectors(t, base).of(w).put(word);
  }

  @Override
  public void addEarlierRead(ThreadState t, Object base, long w, long word) {
    addRead(t, base, w, word);
  }

  @Override
  public long unorderedRead(ThreadState t, Object base, long w) {
    return vectors(t, base).of(w).unordered(t);
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
      vectorsOffset = UNSAFE.objectFieldOffset(c, READ_VECTORS);
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
