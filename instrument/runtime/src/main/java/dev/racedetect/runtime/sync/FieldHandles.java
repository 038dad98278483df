package dev.racedetect.runtime.sync;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Modifier;
import jdk.internal.misc.Unsafe;

/** Method handles that access a field: those of {@code findGetter}, {@code findSetter} and the like. */
public final class FieldHandles {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final Class<?> INSTANCE = type("DirectMethodHandle$Accessor");
  private static final Class<?> STATIC = type("DirectMethodHandle$StaticAccessor");
  private static final long FIELD_OFFSET = offset(INSTANCE, "fieldOffset");
  private static final long STATIC_BASE = offset(STATIC, "staticBase");
  private static final long STATIC_OFFSET = offset(STATIC, "staticOffset");
  private static final long MEMBER = offset(type("DirectMethodHandle"), "member");
  private static final long FLAGS = offset(type("MemberName"), "flags");

  private FieldHandles() {}

  /** Whether the handle does nothing but access a field. */
  public static boolean isAccess(MethodHandle handle) {
    Class<?> type = handle.getClass();
    return type == INSTANCE || type == STATIC;
  }

  /** The object whose field such a handle accesses, {@code target} or a class; null if it will fail. */
  public static Object holder(MethodHandle handle, Object target) {
    return handle.getClass() == STATIC ? UNSAFE.getReference(handle, STATIC_BASE) : target;
  }

  /** Offset of the field in that object. */
  public static long offset(MethodHandle handle) {
    return handle.getClass() == STATIC
        ? UNSAFE.getLong(handle, STATIC_OFFSET)
        : UNSAFE.getInt(handle, FIELD_OFFSET);
  }

  /** Whether it is a setter. */
  public static boolean writes(MethodHandle handle) {
    return handle.type().returnType() == void.class;
  }

  /** Whether the field is volatile. */
  public static boolean isVolatile(MethodHandle handle) {
    Object member = UNSAFE.getReference(handle, MEMBER);
    return Modifier.isVolatile(UNSAFE.getInt(member, FLAGS));
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName("java.lang.invoke." + name);
    } catch (ClassNotFoundException e) {
      throw new LinkageError("java.lang.invoke is not as in any known JDK", e);
    }
  }

  private static long offset(Class<?> type, String field) {
    return UNSAFE.objectFieldOffset(type, field);
  }
}
