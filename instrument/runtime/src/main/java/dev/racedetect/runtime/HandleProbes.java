package dev.racedetect.runtime;

import dev.racedetect.runtime.sync.AtomicVariables;
import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.WeakHashMap;
import jdk.internal.misc.Unsafe;

/**
 * Method handles that read and write fields are accesses without a call site. Each is replaced, where the program gets
 * it, by one that does the same and tells the detector. As {@link Probes}.
 */
public final class HandleProbes {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long SITE = 0x48414E444C45L;

  /** The handles that the observed ones stand for. Guarded by its monitor. */
  private static final Map<MethodHandle, MethodHandle> ORIGINALS = new WeakHashMap<>();

  private HandleProbes() {}

  /** The handle that {@code Lookup.revealDirect} is to look at. */
  public static MethodHandle original(MethodHandle handle) {
    synchronized (ORIGINALS) {
      MethodHandle original = ORIGINALS.get(handle);
      return original == null ? handle : original;
    }
  }

  /**
   * {@code Lookup.findGetter}, {@code findSetter} or their static forms returned {@code handle}.
   *
   * @param checked whether plain accesses are to be judged; else only volatile ones are followed
   */
  public static MethodHandle found(
      MethodHandle handle, Class<?> type, String name, boolean write, boolean checked) {
    return observed(handle, find(type, name), write, checked);
  }

  /** {@code Lookup.unreflectGetter} or {@code unreflectSetter} returned {@code handle}. */
  public static MethodHandle observed(
      MethodHandle handle, Field field, boolean write, boolean checked) {
    if (handle == null || field == null || field.getDeclaringClass().getClassLoader() == null) {
      return handle;
    }
    boolean isVolatile = Modifier.isVolatile(field.getModifiers());
    if (!isVolatile && !checked) {
      return handle;
    }
    ThreadState t = Threads.current();
    boolean wasInside = t.inside;
    t.inside = true;
    try {
      MethodHandle observed =
          isVolatile && !write ? acquiring(handle, field) : telling(handle, field, write);
      synchronized (ORIGINALS) {
        ORIGINALS.put(observed, handle);
      }
      return observed;
    } catch (Throwable e) {
      Trouble.in("method handle of a field", e);
      return handle;
    } finally {
      t.inside = wasInside;
    }
  }

  // target -> tell(target), handle(target)
  private static MethodHandle telling(MethodHandle handle, Field field, boolean write)
      throws ReflectiveOperationException {
    return MethodHandles.foldArguments(
        handle, probe(write ? "writing" : "reading", field, handle.type()));
  }

  // target -> result = handle(target), acquired(target), result
  private static MethodHandle acquiring(MethodHandle handle, Field field)
      throws ReflectiveOperationException {
    Class<?> result = handle.type().returnType();
    MethodHandle identity = MethodHandles.dropArguments(
        MethodHandles.identity(result), 1, handle.type().parameterList());
    MethodHandle acquired =
        MethodHandles.dropArguments(probe("acquired", field, handle.type()), 0, result);
    return MethodHandles.foldArguments(MethodHandles.foldArguments(identity, acquired), handle);
  }

  private static MethodHandle probe(String name, Field field, MethodType handle)
      throws ReflectiveOperationException {
    MethodHandle probe = MethodHandles.lookup()
        .findStatic(
            HandleProbes.class, name, MethodType.methodType(void.class, Field.class, Object.class));
    if (Modifier.isStatic(field.getModifiers())) {
      return MethodHandles.insertArguments(probe, 0, field, null);
    }
    return MethodHandles.insertArguments(probe, 0, field)
        .asType(MethodType.methodType(void.class, handle.parameterType(0)));
  }

  @SuppressWarnings("unused") // called by handle
  private static void reading(Field field, Object target) {
    ThreadState t = Threads.current();
    AtomicProbes.fieldAccess(field, target, false, t, t.context ^ SITE);
  }

  @SuppressWarnings("unused") // called by handle
  private static void writing(Field field, Object target) {
    if (Modifier.isVolatile(field.getModifiers())) {
      order(field, target, true);
      return;
    }
    ThreadState t = Threads.current();
    AtomicProbes.fieldAccess(field, target, true, t, t.context ^ ~SITE);
  }

  @SuppressWarnings("unused") // called by handle
  private static void acquired(Field field, Object target) {
    order(field, target, false);
  }

  private static void order(Field field, Object target, boolean release) {
    ThreadState t = Threads.current();
    boolean isStatic = Modifier.isStatic(field.getModifiers());
    if (t.inside || !isStatic && !field.getDeclaringClass().isInstance(target)) {
      return;
    }
    t.inside = true;
    try {
      Object base = isStatic ? UNSAFE.staticFieldBase(field) : target;
      long offset = isStatic ? UNSAFE.staticFieldOffset(field) : UNSAFE.objectFieldOffset(field);
      if (release) {
        AtomicVariables.of(t, base, offset).release(t);
      } else {
        AtomicVariables.of(t, base, offset).acquire(t);
      }
    } catch (Throwable e) {
      Trouble.in("volatile field by handle", e);
    } finally {
      t.inside = false;
    }
  }

  private static Field find(Class<?> type, String name) {
    for (Class<?> c = type; c != null && name != null; c = c.getSuperclass()) {
      try {
        return c.getDeclaredField(name);
      } catch (NoSuchFieldException e) {
        continue; // it may be inherited
      }
    }
    return null;
  }
}
