package dev.racedetect.runtime.sync;

import dev.racedetect.runtime.thread.ThreadState;
import java.util.HashMap;
import java.util.Map;
import jdk.internal.misc.Unsafe;

/**
 * A volatile field. Its state is found by object and offset, so that direct access, VarHandles, field updaters and Unsafe
 * meet in one state. Numbered when code that accesses it is instrumented.
 */
public final class VolatileVariable {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final Map<String, Integer> NUMBERS = new HashMap<>();
  private static VolatileVariable[] table = new VolatileVariable[256];
  private static int count;

  private final String className;
  private final String field;
  private long offset;

  private VolatileVariable(String className, String field) {
    this.className = className;
    this.field = field;
  }

  /** The number of a field of a class with that binary name. */
  public static synchronized int register(String className, String field) {
    String key = className + '.' + field;
    Integer known = NUMBERS.get(key);
    if (known != null) {
      return known;
    }
    if (count == table.length) {
      VolatileVariable[] more = new VolatileVariable[count * 2];
      System.arraycopy(table, 0, more, 0, count);
      table = more;
    }
    table[count] = new VolatileVariable(className, field);
    NUMBERS.put(key, count);
    return count++;
  }

  /** The state of that field in {@code holder}: an object, or for a static field the class it was accessed through. */
  public static SyncState state(ThreadState t, Object holder, int number) {
    VolatileVariable v = table[number];
    if (holder instanceof Class) {
      Class<?> declaring = v.declaring((Class<?>) holder);
      return ObjectSyncs.MAP.get(t, declaring).at(UNSAFE.objectFieldOffset(declaring, v.field));
    }
    long o = v.offset;
    if (o == 0) {
      o = UNSAFE.objectFieldOffset(v.declaring(holder.getClass()), v.field);
      v.offset = o;
    }
    return ObjectSyncs.MAP.get(t, holder).at(o);
  }

  private Class<?> declaring(Class<?> start) {
    Class<?> c = start;
    while (c != null && !c.getName().equals(className)) {
      c = c.getSuperclass();
    }
    return c != null ? c : start;
  }
}
