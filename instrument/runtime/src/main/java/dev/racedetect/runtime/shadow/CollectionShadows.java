package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.thread.ThreadState;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jdk.internal.misc.Unsafe;

/**
 * Which objects are unsynchronized JDK collections, what holds their state, and how to tell whether a call changed it.
 *
 * <p>The class documentation of HashMap, ArrayList and the others requires external synchronization when one of several
 * threads modifies the collection structurally; it says that replacing a value or an element is no structural
 * modification. The collections count structural modifications themselves, in {@code modCount}: a call that left it
 * unchanged was a read.
 */
public final class CollectionShadows extends WeakIdentityMap<CollectionShadow> {
  /** The one instance. */
  public static final CollectionShadows MAP = new CollectionShadows();

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final Map<String, String[]> LINKS = new HashMap<>();
  private static final String[] STATE = {};
  private static final Kind NO_COLLECTION = new Kind(Set.of(), false, -1, -1, -1, -1);

  private static final ClassValue<Kind> KINDS = new ClassValue<>() {
    @Override
    protected Kind computeValue(Class<?> type) {
      return kindOf(type);
    }
  };

  private static final ClassValue<Kind> WRAPPERS = new ClassValue<>() {
    @Override
    protected Kind computeValue(Class<?> type) {
      return wrapper(type);
    }
  };

  static {
    // Where the state is: in the object itself, or in the object that one of these fields refers
    // to.
    links(
        STATE,
        "HashMap",
        "TreeMap",
        "ArrayList",
        "LinkedList",
        "ArrayDeque",
        "PriorityQueue",
        "IdentityHashMap");
    links(STATE, "WeakHashMap");
    LINKS.put("java.lang.StringBuilder", STATE);
    links(new String[] {"map"}, "HashSet");
    links(new String[] {"m"}, "TreeSet", "TreeMap$KeySet", "TreeMap$NavigableSubMap");
    String[] outer = {"this$0"};
    links(outer, "HashMap$KeySet", "HashMap$Values", "HashMap$EntrySet", "HashMap$HashIterator");
    links(
        outer,
        "LinkedHashMap$LinkedKeySet",
        "LinkedHashMap$LinkedValues",
        "LinkedHashMap$LinkedEntrySet");
    links(outer, "LinkedHashMap$LinkedHashIterator", "TreeMap$Values", "TreeMap$EntrySet");
    links(
        outer,
        "TreeMap$PrivateEntryIterator",
        "ArrayList$Itr",
        "LinkedList$ListItr",
        "ArrayDeque$DeqIterator");
    links(
        outer,
        "PriorityQueue$Itr",
        "IdentityHashMap$IdentityHashMapIterator",
        "WeakHashMap$HashIterator");
    links(outer, "IdentityHashMap$KeySet", "IdentityHashMap$Values", "IdentityHashMap$EntrySet");
    links(outer, "WeakHashMap$KeySet", "WeakHashMap$Values", "WeakHashMap$EntrySet");
    links(outer, "TreeMap$NavigableSubMap$SubMapIterator", "ArrayList$SubList$1");
    links(new String[] {"root"}, "ArrayList$SubList");
    links(new String[] {"c"}, "Collections$UnmodifiableCollection");
    links(new String[] {"m"}, "Collections$UnmodifiableMap");
  }

  private CollectionShadows() {
    super(CollectionShadow.class);
  }

  @Override
  protected CollectionShadow create(Object collection, int hash) {
    return new CollectionShadow(collection, hash);
  }

  /**
   * The object that holds the state of {@code receiver}; null when it is no unsynchronized JDK collection, or when the
   * program's own subclass overrides the method: it may synchronize itself, and is judged where it calls {@code super}.
   */
  public static Object state(Object receiver, String method, boolean superCall) {
    Object o = receiver;
    for (int depth = 0; o != null && depth < 8; depth++) {
      Kind kind = KINDS.get(o.getClass());
      if (kind == NO_COLLECTION || !superCall && o == receiver && kind.overrides(method)) {
        return null;
      }
      if (kind.link < 0) {
        return o;
      }
      o = UNSAFE.getReference(o, kind.link);
    }
    return null;
  }

  /** What holds the state of the unsynchronized JDK collection behind a synchronized wrapper; null if there is none. */
  public static Object stateBehind(Object wrapper) {
    Kind kind = WRAPPERS.get(wrapper.getClass());
    Object behind = kind == NO_COLLECTION ? null : UNSAFE.getReference(wrapper, kind.link);
    // A program's own subclass may synchronize itself.
    return behind == null || behind.getClass().getClassLoader() != null
        ? null
        : state(behind, "", false);
  }

  /** How often {@code state} was modified structurally; without such a count, the number of elements. */
  public static int modifications(Object state) {
    Kind kind = KINDS.get(state.getClass());
    if (kind.modCount >= 0) {
      return UNSAFE.getInt(state, kind.modCount);
    }
    if (kind.head >= 0) {
      // ArrayDeque: every addition and removal moves one of its ends.
      return UNSAFE.getInt(state, kind.head) * 31 + UNSAFE.getInt(state, kind.tail);
    }
    return ((CharSequence) state).length();
  }

  /** The shadow of that state, of which {@code receiver} is the collection, a view or an iterator. */
  public static CollectionShadow of(ThreadState t, Object state, Object receiver) {
    CollectionShadow shadow = MAP.get(t, state);
    if (receiver instanceof java.util.Set && KINDS.get(receiver.getClass()).isSet) {
      shadow.knownAs(receiver.getClass().getName());
    }
    return shadow;
  }

  private static void links(String[] fields, String... classes) {
    for (String c : classes) {
      LINKS.put("java.util." + c, fields);
    }
  }

  private static Kind kindOf(Class<?> type) {
    Set<String> overridden = new HashSet<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      String[] link = LINKS.get(c.getName());
      if (link != null) {
        boolean isSet = c == HashSet.class || c == TreeSet.class;
        return link.length == 0
            ? state(c, overridden)
            : new Kind(overridden, isSet, offset(c, link[0]), -1, -1, -1);
      }
      if (!c.getName().startsWith("java.")) {
        for (Method m : c.getDeclaredMethods()) {
          overridden.add(m.getName());
        }
      }
    }
    return NO_COLLECTION;
  }

  private static Kind wrapper(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      boolean isMap = c.getName().equals("java.util.Collections$SynchronizedMap");
      if (isMap || c.getName().equals("java.util.Collections$SynchronizedCollection")) {
        return new Kind(Set.of(), false, offset(c, isMap ? "m" : "c"), -1, -1, -1);
      }
    }
    return NO_COLLECTION;
  }

  private static Kind state(Class<?> c, Set<String> overridden) {
    if (c == ArrayDeque.class) {
      return new Kind(overridden, false, -1, -1, offset(c, "head"), offset(c, "tail"));
    }
    for (Class<?> k = c; k != null; k = k.getSuperclass()) {
      long modCount = offset(k, "modCount");
      if (modCount >= 0) {
        return new Kind(overridden, false, -1, modCount, -1, -1);
      }
    }
    return new Kind(overridden, false, -1, -1, -1, -1);
  }

  private static long offset(Class<?> c, String field) {
    try {
      return UNSAFE.objectFieldOffset(c, field);
    } catch (InternalError e) {
      return -1; // no such field in this JDK
    }
  }

  /** What is known of a class: the offsets of the fields that matter, -1 for those it has not. */
  private static final class Kind {
    final boolean isSet;
    final long link;
    final long modCount;
    final long head;
    final long tail;
    private final Set<String> overridden;

    Kind(Set<String> overridden, boolean isSet, long link, long modCount, long head, long tail) {
      this.overridden = overridden;
      this.isSet = isSet;
      this.link = link;
      this.modCount = modCount;
      this.head = head;
      this.tail = tail;
    }

    boolean overrides(String method) {
      return !overridden.isEmpty() && overridden.contains(method);
    }
  }
}
