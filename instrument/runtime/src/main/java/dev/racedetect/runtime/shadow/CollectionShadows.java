package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.misc.Unsafe;

/**
 * Which objects are unsynchronized JDK collections, and what holds their state.
 *
 * <p>The class documentation of HashMap, ArrayList and the others requires external synchronization when one of several
 * threads modifies the collection structurally; it says that replacing a value or an element is no structural
 * modification. The collections count structural modifications themselves, in {@code modCount}: a call that left it
 * unchanged was a read. For what counts nothing {@link CollectionLinks} has the methods that write.
 */
public final class CollectionShadows extends WeakIdentityMap<CollectionShadow> {
  /** The one instance. */
  public static final CollectionShadows MAP = new CollectionShadows();

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final int DEPTH = 8;

  private static final ClassValue<Long> WRAPPERS = new ClassValue<>() {
    @Override
    protected Long computeValue(Class<?> type) {
      return wrapped(type);
    }
  };

  private CollectionShadows() {
    super(CollectionShadow.class);
  }

  @Override
  protected CollectionShadow create(Object collection, int hash) {
    return new CollectionShadow(collection, hash);
  }

  /**
   * The object that holds the state of {@code receiver}; null when it is no unsynchronized JDK collection, or when the
   * program's own subclass may synchronize itself: that is judged where it calls {@code super}.
   */
  public static Object state(Object receiver, String method, boolean superCall) {
    CollectionKind kind = CollectionKind.of(receiver.getClass());
    if (!kind.isCollection() || !superCall && kind.isGuarded(method)) {
      return null;
    }
    return kind.hasState() ? receiver : behind(receiver, kind);
  }

  private static Object behind(Object view, CollectionKind viewKind) {
    Object o = view;
    CollectionKind kind = viewKind;
    for (int depth = 0; depth < DEPTH && !kind.hasState(); depth++) {
      o = kind.follow(o);
      if (o == null) {
        return null;
      }
      kind = CollectionKind.of(o.getClass());
      if (!kind.isCollection() || kind.isGuarded()) {
        return null;
      }
    }
    return kind.hasState() ? o : null;
  }

  /** What holds the state of the unsynchronized JDK collection behind a synchronized wrapper; null if there is none. */
  public static Object stateBehind(Object wrapper) {
    long link = WRAPPERS.get(wrapper.getClass());
    Object behind = link < 0 ? null : UNSAFE.getReference(wrapper, link);
    // A program's own subclass may synchronize itself.
    return behind == null || behind.getClass().getClassLoader() != null
        ? null
        : state(behind, "", false);
  }

  /** Changes whenever {@code state} is modified structurally. */
  public static int modifications(Object state) {
    return CollectionKind.of(state.getClass()).modifications(state);
  }

  /** The shadow of that state, of which {@code receiver} is the collection, a view or an iterator. */
  public static CollectionShadow of(ThreadState t, Object state, Object receiver) {
    CollectionShadow shadow = MAP.get(t, state);
    if (CollectionKind.of(receiver.getClass()).isNamed()) {
      shadow.knownAs(receiver.getClass().getName());
    }
    return shadow;
  }

  private static long wrapped(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      boolean isMap = c.getName().equals("java.util.Collections$SynchronizedMap");
      if (isMap || c.getName().equals("java.util.Collections$SynchronizedCollection")) {
        return CollectionKind.offset(c, isMap ? "m" : "c");
      }
    }
    return -1L;
  }
}
