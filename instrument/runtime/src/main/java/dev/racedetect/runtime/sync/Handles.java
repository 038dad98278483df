package dev.racedetect.runtime.sync;

import java.lang.invoke.VarHandle;
import jdk.internal.misc.Unsafe;

/**
 * Which variable a VarHandle or an atomic field updater accesses.
 *
 * <p>VarHandle describes its kinds of variables and their coordinates; where the variable lies is in private fields of
 * its and the updaters' implementations, found by name. A handle of another make counts as accessing {@link
 * AtomicVariables#UNKNOWN}: all of those meet in one state.
 */
public final class Handles {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final int MAX_DEPTH = 8;
  private static final Layout UNKNOWN = new Layout(Kind.UNKNOWN, -1, -1);

  private static final ClassValue<Layout> LAYOUTS = new ClassValue<>() {
    @Override
    protected Layout computeValue(Class<?> type) {
      return layout(type);
    }
  };

  private Handles() {}

  /** The object, array or class that holds the variable; null if the access is going to fail. */
  public static Object holder(VarHandle handle, Object coordinate, long index) {
    VarHandle h = direct(handle);
    Layout layout = LAYOUTS.get(h.getClass());
    switch (layout.kind) {
      case INSTANCE:
        return coordinate;
      case STATIC:
        return UNSAFE.getReference(h, layout.base);
      case ARRAY:
        boolean isArray = coordinate != null && coordinate.getClass().isArray();
        return isArray && index >= 0 && index < java.lang.reflect.Array.getLength(coordinate)
            ? coordinate
            : null;
      default:
        return AtomicVariables.UNKNOWN;
    }
  }

  /** Offset of the variable in that holder. */
  public static long offset(VarHandle handle, Object holder, long index) {
    VarHandle h = direct(handle);
    Layout layout = LAYOUTS.get(h.getClass());
    switch (layout.kind) {
      case INSTANCE:
      case STATIC:
        return UNSAFE.getLong(h, layout.offset);
      case ARRAY:
        return AtomicVariables.offset(holder, (int) index);
      default:
        return 0;
    }
  }

  /** Offset of the field that an updater accesses; -1 if that is unknown. */
  public static long offset(Object updater) {
    Layout layout = LAYOUTS.get(updater.getClass());
    return layout.kind == Kind.INSTANCE ? UNSAFE.getLong(updater, layout.offset) : -1;
  }

  // A static field's handle initializes the class first (JDK 22 on); a filtered value has the
  // variable of its target.
  private static VarHandle direct(VarHandle handle) {
    VarHandle h = handle;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      Layout layout = LAYOUTS.get(h.getClass());
      if (layout.kind != Kind.INDIRECT) {
        return h;
      }
      VarHandle target = (VarHandle) UNSAFE.getReference(h, layout.base);
      if (target == null || !target.coordinateTypes().equals(h.coordinateTypes())) {
        return h;
      }
      h = target;
    }
    return h;
  }

  private static Layout layout(Class<?> type) {
    try {
      for (Class<?> c = type; c != null && c != VarHandle.class; c = c.getSuperclass()) {
        String name = c.getName();
        if (name.endsWith("$FieldInstanceReadOnly")) {
          return new Layout(Kind.INSTANCE, -1, UNSAFE.objectFieldOffset(c, "fieldOffset"));
        }
        if (name.endsWith("$FieldStaticReadOnly")) {
          long base = UNSAFE.objectFieldOffset(c, "base");
          return new Layout(Kind.STATIC, base, UNSAFE.objectFieldOffset(c, "fieldOffset"));
        }
        if (name.startsWith("java.lang.invoke.")
            && (name.endsWith("$Array") || name.endsWith("$ArrayHandle"))) {
          return new Layout(Kind.ARRAY, -1, -1);
        }
        if (name.equals("java.lang.invoke.IndirectVarHandle")
            || name.equals("java.lang.invoke.LazyInitializingVarHandle")) {
          return new Layout(Kind.INDIRECT, UNSAFE.objectFieldOffset(c, "target"), -1);
        }
        if (name.startsWith("java.util.concurrent.atomic.")) {
          return new Layout(Kind.INSTANCE, -1, UNSAFE.objectFieldOffset(c, "offset"));
        }
      }
    } catch (InternalError e) {
      return UNKNOWN; // no such field in this JDK
    }
    return UNKNOWN;
  }

  private enum Kind {
    INSTANCE,
    STATIC,
    ARRAY,
    INDIRECT,
    UNKNOWN
  }

  /** A kind of handle, and the offsets of the fields that tell where its variable lies. */
  private static final class Layout {
    final Kind kind;
    final long base;
    final long offset;

    Layout(Kind kind, long base, long offset) {
      this.kind = kind;
      this.base = base;
      this.offset = offset;
    }
  }
}
