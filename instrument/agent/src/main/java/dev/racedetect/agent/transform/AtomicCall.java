package dev.racedetect.agent.transform;

import static dev.racedetect.runtime.sync.AccessModes.*;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import org.objectweb.asm.Type;

/**
 * A method that accesses a variable in an access mode, and that mode.
 *
 * <p>The modes are those that the JDK specifies: VarHandle's class documentation, the package documentation of
 * java.util.concurrent.atomic and its methods', and for Unsafe the names. For reflection a volatile field is accessed
 * as by name (Field, "get": the value of the field).
 */
final class AtomicCall {
  /** Whose method it is, and so where its arguments tell the variable. */
  enum Family {
    VAR_HANDLE,
    UPDATER,
    UNSAFE,
    FIELD,
    ATOMIC,
    ATOMIC_ARRAY,
    FENCE
  }

  private static final int READ = WEAK_READ | PLAIN;
  private static final int WRITE = WEAK_WRITE | PLAIN;
  private static final int UPDATE = ACQUIRE | RELEASE;
  private static final int CAS = UPDATE | CONDITIONAL;
  private static final int WEAK = WEAK_READ | WEAK_WRITE;
  private static final int NONE = 0;

  private static final String ATOMIC_PACKAGE = "java/util/concurrent/atomic/Atomic";
  private static final Set<String> ATOMIC_METHODS = new HashSet<>();
  private static final Set<String> ATOMIC_NAMES = new HashSet<>();
  private static final Set<String> PRIMITIVES =
      Set.of("", "Int", "Long", "Boolean", "Byte", "Short", "Char", "Float", "Double");

  static {
    methods(AtomicBoolean.class, AtomicInteger.class, AtomicLong.class, AtomicReference.class);
    methods(AtomicMarkableReference.class, AtomicStampedReference.class);
    methods(AtomicIntegerArray.class, AtomicLongArray.class, AtomicReferenceArray.class);
  }

  final Family family;
  final int mode;

  private AtomicCall(Family family, int mode) {
    this.family = family;
    this.mode = mode;
  }

  /** The access that the method makes; null if it makes none that is known. */
  static AtomicCall find(String owner, String name, String descriptor, boolean isStatic) {
    if (isStatic) {
      return owner.equals("java/lang/invoke/VarHandle") && name.endsWith("Fence")
          ? fence(name)
          : null;
    }
    switch (owner) {
      case "java/lang/invoke/VarHandle":
        return of(Family.VAR_HANDLE, varHandleMode(name));
      case "sun/misc/Unsafe":
        if (name.endsWith("Fence")) {
          return fence(name);
        }
        return descriptor.startsWith("(Ljava/lang/Object;J")
            ? of(Family.UNSAFE, unsafeMode(name))
            : null;
      case "java/lang/reflect/Field":
        return descriptor.startsWith("(Ljava/lang/Object;")
            ? of(Family.FIELD, fieldMode(name))
            : null;
      default:
        break;
    }
    if (!owner.startsWith(ATOMIC_PACKAGE)) {
      return null;
    }
    if (owner.endsWith("FieldUpdater")) {
      return of(Family.UPDATER, atomicMode(name));
    }
    boolean known = ATOMIC_METHODS.contains(owner + '.' + name + descriptor);
    return known
        ? of(owner.endsWith("Array") ? Family.ATOMIC_ARRAY : Family.ATOMIC, atomicMode(name))
        : null;
  }

  /** Whether a program's subclass of an atomic class can inherit an access of that name. */
  static boolean mayBeInherited(String name) {
    return ATOMIC_NAMES.contains(name);
  }

  /** How many of a VarHandle operation's arguments are values; the others are coordinates. */
  static int values(String name) {
    if (name.startsWith("compareAnd") || name.startsWith("weakCompareAnd")) {
      return 2;
    }
    return name.startsWith("set") || name.startsWith("getAnd") ? 1 : 0;
  }

  private static AtomicCall of(Family family, int mode) {
    return mode == NONE ? null : new AtomicCall(family, mode);
  }

  private static AtomicCall fence(String name) {
    switch (name) {
      case "fullFence":
        return new AtomicCall(Family.FENCE, ACQUIRE | RELEASE);
      case "acquireFence":
      case "loadLoadFence":
      case "loadFence":
        return new AtomicCall(Family.FENCE, ACQUIRE);
      case "releaseFence":
      case "storeStoreFence":
      case "storeFence":
        return new AtomicCall(Family.FENCE, RELEASE);
      default:
        return null;
    }
  }

  private static int varHandleMode(String name) {
    switch (name) {
      case "get":
        return READ;
      case "set":
        return WRITE;
      case "getVolatile":
      case "getAcquire":
        return ACQUIRE;
      case "setVolatile":
      case "setRelease":
        return RELEASE;
      case "compareAndSet":
      case "weakCompareAndSet":
      case "compareAndExchange":
        return CAS;
      case "getOpaque":
        return WEAK_READ;
      case "setOpaque":
        return WEAK_WRITE;
      case "weakCompareAndSetPlain":
        return WEAK;
      default:
        break;
    }
    boolean compares =
        name.startsWith("compareAndExchange") || name.startsWith("weakCompareAndSet");
    if (!compares && !name.startsWith("getAnd")) {
      return NONE;
    }
    if (name.endsWith("Acquire")) {
      return ACQUIRE | WEAK_WRITE;
    }
    if (name.endsWith("Release")) {
      return RELEASE | WEAK_READ | (compares ? CONDITIONAL : 0);
    }
    return compares ? NONE : UPDATE;
  }

  private static int unsafeMode(String name) {
    if (name.startsWith("getAnd")) {
      return UPDATE;
    }
    if (name.startsWith("compareAndSwap")) {
      return CAS;
    }
    if (name.startsWith("putOrdered")) {
      return RELEASE;
    }
    boolean isVolatile = name.endsWith("Volatile");
    String type = name.substring(
        Math.min(3, name.length()), name.length() - (isVolatile ? "Volatile".length() : 0));
    if (type.isEmpty() || !type.equals("Object") && !PRIMITIVES.contains(type)) {
      return NONE;
    }
    if (name.startsWith("get")) {
      return isVolatile ? ACQUIRE : READ;
    }
    return !name.startsWith("put") ? NONE : isVolatile ? RELEASE : WRITE;
  }

  private static int fieldMode(String name) {
    if (name.length() < 3 || !PRIMITIVES.contains(name.substring(3))) {
      return NONE;
    }
    return name.startsWith("get")
        ? ACQUIRE | PLAIN
        : name.startsWith("set") ? RELEASE | PLAIN : NONE;
  }

  private static int atomicMode(String name) {
    switch (name) {
      case "get":
      case "intValue":
      case "longValue":
      case "floatValue":
      case "doubleValue":
      case "getReference":
      case "isMarked":
      case "getStamp":
        return ACQUIRE;
      case "set":
      case "lazySet":
        return RELEASE;
      case "getPlain":
        return WEAK_READ;
      case "setPlain":
        return WEAK_WRITE;
      case "weakCompareAndSet":
        return WEAK; // "does not provide ordering guarantees"
      case "weakCompareAndSetVolatile":
      case "attemptMark":
      case "attemptStamp":
        return CAS;
      case "incrementAndGet":
      case "decrementAndGet":
      case "addAndGet":
      case "updateAndGet":
      case "accumulateAndGet":
        return UPDATE;
      default:
        return varHandleMode(name);
    }
  }

  private static void methods(Class<?>... classes) {
    for (Class<?> c : classes) {
      for (Method m : c.getDeclaredMethods()) {
        if (atomicMode(m.getName()) != NONE) {
          ATOMIC_METHODS.add(
              Type.getInternalName(c) + '.' + m.getName() + Type.getMethodDescriptor(m));
          ATOMIC_NAMES.add(m.getName());
        }
      }
    }
  }
}
