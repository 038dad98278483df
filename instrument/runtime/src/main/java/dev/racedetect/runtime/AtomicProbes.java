package dev.racedetect.runtime;

import dev.racedetect.runtime.race.RaceRules;
import dev.racedetect.runtime.shadow.ArrayShadow;
import dev.racedetect.runtime.shadow.FrozenObjects;
import dev.racedetect.runtime.shadow.LocatedField;
import dev.racedetect.runtime.sync.AccessModes;
import dev.racedetect.runtime.sync.AtomicVariables;
import dev.racedetect.runtime.sync.Fences;
import dev.racedetect.runtime.sync.Handles;
import dev.racedetect.runtime.sync.ObjectSyncs;
import dev.racedetect.runtime.sync.SyncState;
import dev.racedetect.runtime.thread.ThreadState;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BinaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import jdk.internal.misc.Unsafe;

/**
 * What instrumented code calls around accesses through VarHandles, atomics, field updaters, Unsafe and reflection.
 *
 * <p>One probe a kind of access before the operation: it finds the variable, releases if the operation surely releases,
 * and returns a token. {@link #done} or {@link #updated} after the operation gets the token; if the operation throws,
 * neither is called. Parameters that recur: {@code mode} is made of {@link AccessModes}.
 */
public final class AtomicProbes {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private AtomicProbes() {}

  // ---- before the operation
  // -----------------------------------------------------------------------------------

  /**
   * A VarHandle operation.
   *
   * @param coordinate the first coordinate, or null
   * @param index the second coordinate, or 0
   */
  public static Object varHandle(
      VarHandle handle, Object coordinate, long index, int mode, ThreadState t) {
    if (handle == null || t.inside) {
      return null;
    }
    t.inside = true;
    try {
      Object holder = Handles.holder(handle, coordinate, index);
      if (holder == null) {
        return null;
      }
      return begin(AtomicVariables.of(t, holder, Handles.offset(handle, holder, index)), mode, t);
    } catch (Throwable e) {
      Trouble.in("varHandle", e);
      return null;
    } finally {
      t.inside = false;
    }
  }

  /** An operation of an atomic field updater on {@code target}'s field. */
  public static Object updater(Object updater, Object target, int mode, ThreadState t) {
    if (updater == null || target == null || t.inside) {
      return null;
    }
    t.inside = true;
    try {
      long offset = Handles.offset(updater);
      boolean known = offset >= 0;
      return begin(
          AtomicVariables.of(t, known ? target : AtomicVariables.UNKNOWN, known ? offset : 0),
          mode,
          t);
    } catch (Throwable e) {
      Trouble.in("updater", e);
      return null;
    } finally {
      t.inside = false;
    }
  }

  /** An operation of Unsafe on the variable at {@code offset} in {@code holder}, null for outside the heap. */
  public static Object unsafe(Object holder, long offset, int mode, ThreadState t) {
    if (t.inside) {
      return null;
    }
    t.inside = true;
    try {
      return begin(
          AtomicVariables.of(t, holder == null ? AtomicVariables.OFF_HEAP : holder, offset),
          mode,
          t);
    } catch (Throwable e) {
      Trouble.in("unsafe", e);
      return null;
    } finally {
      t.inside = false;
    }
  }

  /** {@code field.get} or {@code field.set}, in any of their forms; only a volatile field synchronizes. */
  public static Object field(Field field, Object target, int mode, ThreadState t) {
    if (field == null || t.inside || !Modifier.isVolatile(field.getModifiers())) {
      return null;
    }
    t.inside = true;
    try {
      if (Modifier.isStatic(field.getModifiers())) {
        Object base = UNSAFE.staticFieldBase(field);
        return begin(AtomicVariables.of(t, base, UNSAFE.staticFieldOffset(field)), mode, t);
      }
      if (!field.getDeclaringClass().isInstance(target)) {
        return null;
      }
      return begin(AtomicVariables.of(t, target, UNSAFE.objectFieldOffset(field)), mode, t);
    } catch (Throwable e) {
      Trouble.in("field", e);
      return null;
    } finally {
      t.inside = false;
    }
  }

  /** A method of an object of one of the scalar atomic classes. */
  public static Object atomic(Object atomic, int mode, ThreadState t) {
    if (atomic == null || t.inside) {
      return null;
    }
    t.inside = true;
    try {
      return begin(ObjectSyncs.MAP.get(t, atomic).own(), mode, t);
    } catch (Throwable e) {
      Trouble.in("atomic", e);
      return null;
    } finally {
      t.inside = false;
    }
  }

  /** A method of an atomic array on the element {@code index}. */
  public static Object atomicArray(Object array, int index, int mode, ThreadState t) {
    if (array == null || t.inside) {
      return null;
    }
    t.inside = true;
    try {
      int length = length(array);
      return index < 0 || index >= length
          ? null
          : begin(AtomicVariables.element(t, array, index, length), mode, t);
    } catch (Throwable e) {
      Trouble.in("atomicArray", e);
      return null;
    } finally {
      t.inside = false;
    }
  }

  private static int length(Object array) {
    if (array instanceof AtomicIntegerArray) {
      return ((AtomicIntegerArray) array).length();
    }
    return array instanceof AtomicLongArray
        ? ((AtomicLongArray) array).length()
        : ((AtomicReferenceArray<?>) array).length();
  }

  private static SyncState begin(SyncState state, int mode, ThreadState t) {
    boolean releases = (mode & AccessModes.RELEASE) != 0;
    if (releases && (mode & AccessModes.CONDITIONAL) != 0) {
      state.updateBegins(t);
    } else if (releases || (mode & AccessModes.WEAK_WRITE) != 0 && t.fenced) {
      state.release(t);
    } else if ((mode & (AccessModes.WEAK_WRITE | AccessModes.PLAIN)) == AccessModes.WEAK_WRITE) {
      // It releases nothing, but may hand over an object without being a race: what follows is no
      // part of what the
      // object's final fields show (JLS 17.5.1).
      t.tick();
    }
    return state;
  }

  // ---- after it
  // -----------------------------------------------------------------------------------------------

  /** The operation has returned. */
  public static void done(Object token, int mode, ThreadState t) {
    if (token == null || t.inside) {
      return;
    }
    t.inside = true;
    try {
      acquire((SyncState) token, mode, t);
    } catch (Throwable e) {
      Trouble.in("done", e);
    } finally {
      t.inside = false;
    }
  }

  /** The operation, which is conditional, has returned; {@code wrote} is its outcome. */
  public static void updated(boolean wrote, Object token, int mode, ThreadState t) {
    if (token == null || t.inside) {
      return;
    }
    t.inside = true;
    try {
      ((SyncState) token).updateEnds(t, wrote, (mode & AccessModes.ACQUIRE) != 0);
      acquire((SyncState) token, mode, t);
    } catch (Throwable e) {
      Trouble.in("updated", e);
    } finally {
      t.inside = false;
    }
  }

  private static void acquire(SyncState state, int mode, ThreadState t) {
    if ((mode & AccessModes.ACQUIRE) != 0) {
      state.acquire(t);
      Fences.acquire(t);
    } else if ((mode & AccessModes.WEAK_READ) != 0) {
      state.acquireAtFence(t);
    }
  }

  /** Whether a compareAndExchange that expected {@code a} and returned {@code b} wrote. */
  public static boolean same(Object a, Object b) {
    return a == b;
  }

  /** As {@link #same(Object, Object)}. */
  public static boolean same(int a, int b) {
    return a == b;
  }

  /** As {@link #same(Object, Object)}. */
  public static boolean same(long a, long b) {
    return a == b;
  }

  /** As {@link #same(Object, Object)}; floats are compared by their bits. */
  public static boolean same(float a, float b) {
    return Float.floatToRawIntBits(a) == Float.floatToRawIntBits(b);
  }

  /** As {@link #same(Object, Object)}; doubles are compared by their bits. */
  public static boolean same(double a, double b) {
    return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
  }

  /** A fence is executed. */
  public static void fence(int mode, ThreadState t) {
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      Fences.fence(t, (mode & AccessModes.ACQUIRE) != 0, (mode & AccessModes.RELEASE) != 0);
    } catch (Throwable e) {
      Trouble.in("fence", e);
    } finally {
      t.inside = false;
    }
  }

  /** The function that an update applies, so that it is ordered after what it is given, and before what it returns. */
  public static UnaryOperator<?> observedUnaryOperator(UnaryOperator<?> f, Object token) {
    return f == null || token == null ? f : new ObservedFunction.Unary(f, (SyncState) token);
  }

  /** As {@link #observedUnaryOperator}. */
  public static BinaryOperator<?> observedBinaryOperator(BinaryOperator<?> f, Object token) {
    return f == null || token == null ? f : new ObservedFunction.Binary(f, (SyncState) token);
  }

  /** As {@link #observedUnaryOperator}. */
  public static IntUnaryOperator observedIntUnaryOperator(IntUnaryOperator f, Object token) {
    return f == null || token == null ? f : new ObservedFunction.IntUnary(f, (SyncState) token);
  }

  /** As {@link #observedUnaryOperator}. */
  public static IntBinaryOperator observedIntBinaryOperator(IntBinaryOperator f, Object token) {
    return f == null || token == null ? f : new ObservedFunction.IntBinary(f, (SyncState) token);
  }

  /** As {@link #observedUnaryOperator}. */
  public static LongUnaryOperator observedLongUnaryOperator(LongUnaryOperator f, Object token) {
    return f == null || token == null ? f : new ObservedFunction.LongUnary(f, (SyncState) token);
  }

  /** As {@link #observedUnaryOperator}. */
  public static LongBinaryOperator observedLongBinaryOperator(LongBinaryOperator f, Object token) {
    return f == null || token == null ? f : new ObservedFunction.LongBinary(f, (SyncState) token);
  }

  // ---- plain accesses
  // -----------------------------------------------------------------------------------------

  /** A plain access by a VarHandle, which can race as an ordinary one can. */
  public static void varHandleAccess(
      VarHandle handle, Object coordinate, long index, boolean write, ThreadState t, long sites) {
    if (handle == null || t.inside) {
      return;
    }
    Object holder = null;
    long offset = 0;
    t.inside = true;
    try {
      holder = Handles.holder(handle, coordinate, index);
      offset = holder == null ? 0 : Handles.offset(handle, holder, index);
    } catch (Throwable e) {
      Trouble.in("varHandleAccess", e);
    } finally {
      t.inside = false;
    }
    access(holder, offset, write, t, sites);
  }

  /** {@code field.get} or {@code field.set}, of a field that is not volatile. */
  public static void fieldAccess(
      Field field, Object target, boolean write, ThreadState t, long sites) {
    if (field == null || t.inside || Modifier.isVolatile(field.getModifiers())) {
      return;
    }
    Object holder = null;
    long offset = 0;
    t.inside = true;
    try {
      if (Modifier.isStatic(field.getModifiers())) {
        holder = UNSAFE.staticFieldBase(field);
        offset = UNSAFE.staticFieldOffset(field);
      } else if (field.getDeclaringClass().isInstance(target)) {
        holder = target;
        offset = UNSAFE.objectFieldOffset(field);
      }
    } catch (Throwable e) {
      Trouble.in("fieldAccess", e);
    } finally {
      t.inside = false;
    }
    access(holder, offset, write, t, sites);
  }

  /** A plain access to the variable at {@code offset} in {@code holder}. */
  public static void access(Object holder, long offset, boolean write, ThreadState t, long sites) {
    if (holder == null || t.inside) {
      return;
    }
    if (holder.getClass().isArray()) {
      arrayAccess(holder, offset, write, t, sites);
      return;
    }
    t.inside = true;
    try {
      LocatedField f = LocatedField.find(holder, offset);
      if (f == null) {
        FrozenObjects.accessed(t, holder, write);
      } else {
        t.checks++;
        f.variable.settle(holder, t);
        if (write) {
          RaceRules.write(holder, f.writeOffset, f.readOffset, t, sites, f.variable);
        } else {
          RaceRules.read(holder, f.writeOffset, f.readOffset, t, sites, f.variable);
        }
      }
    } catch (Throwable e) {
      Trouble.in("access", e);
    } finally {
      t.inside = false;
    }
  }

  private static void arrayAccess(
      Object array, long offset, boolean write, ThreadState t, long sites) {
    int index = AtomicVariables.index(array, offset);
    if (write) {
      ArrayProbes.write(array, index, ArrayShadow.NONE, t, sites);
    } else {
      ArrayProbes.read(array, index, ArrayShadow.NONE, t, sites);
    }
  }
}
