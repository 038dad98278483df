package dev.racedetect.agent.transform;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.tree.MethodInsnNode;

/** The instance methods that are observed where they are called, because the JDK's own code of them cannot be woven. */
final class Rewrites {
  /** What a call means for happens-before. */
  enum Kind {
    /** {@code Object.wait}: releases the monitor and acquires it again. */
    WAIT,
    /** {@code Thread.isAlive}: false acquires all that the thread did (JLS 17.4.4). */
    IS_ALIVE,
    /** Reads with at least acquire mode. */
    ACQUIRE,
    /** Writes with at least release mode. */
    RELEASE,
    /** Reads and writes. */
    UPDATE,
    /** Reads, and writes if it returns true. */
    COMPARE_AND_SET
  }

  private static final String ATOMIC = "java/util/concurrent/atomic/Atomic";
  private static final Map<String, Kind> ATOMIC_METHODS = new HashMap<>();

  static {
    // Memory effects as specified by java.util.concurrent.atomic, package documentation, and VarHandle's access modes.
    all(Kind.ACQUIRE, "get", "getAcquire", "intValue", "longValue", "floatValue", "doubleValue", "getReference");
    all(Kind.ACQUIRE, "isMarked", "getStamp", "weakCompareAndSetAcquire");
    all(Kind.RELEASE, "set", "setRelease", "lazySet");
    all(Kind.UPDATE, "getAndSet", "getAndIncrement", "getAndDecrement", "getAndAdd", "incrementAndGet");
    all(Kind.UPDATE, "decrementAndGet", "addAndGet", "getAndUpdate", "updateAndGet", "getAndAccumulate");
    all(Kind.UPDATE, "accumulateAndGet", "compareAndExchange", "compareAndExchangeAcquire");
    all(Kind.UPDATE, "compareAndExchangeRelease");
    all(Kind.COMPARE_AND_SET, "compareAndSet", "weakCompareAndSetVolatile", "weakCompareAndSetRelease");
    all(Kind.COMPARE_AND_SET, "attemptMark", "attemptStamp");
  }

  private Rewrites() {}

  static Kind find(MethodInsnNode call) {
    return find(call.owner, call.name, call.desc);
  }

  static boolean isRewritten(String owner, String name, String descriptor) {
    return find(owner, name, descriptor) != null || Collections.isCandidate(owner, name);
  }

  private static Kind find(String owner, String name, String descriptor) {
    if (name.equals("wait") && (descriptor.equals("()V") || descriptor.equals("(J)V") || descriptor.equals("(JI)V"))) {
      return Kind.WAIT; // final in Object, whatever the owner
    }
    if (name.equals("isAlive") && descriptor.equals("()Z") && owner.equals("java/lang/Thread")) {
      return Kind.IS_ALIVE;
    }
    return owner.startsWith(ATOMIC) && !owner.endsWith("FieldUpdater") ? ATOMIC_METHODS.get(name) : null;
  }

  private static void all(Kind kind, String... names) {
    for (String n : names) {
      ATOMIC_METHODS.put(n, kind);
    }
  }
}
