package dev.racedetect.runtime.shadow;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import jdk.internal.misc.Unsafe;

/**
 * What is known of a class: whether its objects are unsynchronized JDK collections, or lead to one, and how to tell that
 * a call changed the state.
 */
public final class CollectionKind {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final CollectionKind[] RECENT = new CollectionKind[1 << 8];
  private static final String[] NONE = {};

  /** Overriding these says nothing of how a subclass guards its state. */
  private static final Set<String> HARMLESS =
      Set.of("removeEldestEntry", "toString", "hashCode", "equals", "clone", "finalize");

  private static final ClassValue<CollectionKind> KINDS = new ClassValue<>() {
    @Override
    protected CollectionKind computeValue(Class<?> type) {
      return new CollectionKind(type);
    }
  };

  /** The class, for those of the bootstrap loader, which live as long as this one. */
  private final Class<?> type;

  private final boolean jdk;
  private final boolean collection;
  private final long link;
  private final long secondLink;
  private final long[] ints;
  private final long[] longs;
  private final long[] booleans;
  private final String[] writers;
  private final String[] direct;
  private final Set<String> overridden = new HashSet<>();
  private final ElementFields elements;
  private final boolean named;
  private final boolean unknown;

  private CollectionKind(Class<?> c) {
    jdk = c.getClassLoader() == null;
    type = jdk ? c : null;
    Class<?> known = known(c);
    String[] fields = known == null ? NONE : CollectionLinks.link(known.getName());
    link = fields.length > 0 ? offset(known, fields[0]) : -1;
    secondLink = fields.length > 1 ? offset(known, fields[1]) : -1;
    collection = known != null && (fields.length == 0 || link >= 0);
    String[] counters = known == null ? NONE : CollectionLinks.counters(known.getName());
    ints = offsets(known, counters, int.class);
    longs = offsets(known, counters, long.class);
    booleans = offsets(known, counters, boolean.class);
    writers = known == null ? NONE : CollectionLinks.writers(known.getName());
    direct = known == null ? NONE : CollectionLinks.direct(known.getName());
    elements = ElementFields.of(c);
    named = HashSet.class.isAssignableFrom(c) || TreeSet.class.isAssignableFrom(c);
    unknown = known != null && !jdk && !findOverridden(c, known);
  }

  /** The kind of a class. */
  public static CollectionKind of(Class<?> c) {
    int i = System.identityHashCode(c) & RECENT.length - 1;
    CollectionKind k = RECENT[i];
    return k != null && k.type == c ? k : find(c, i);
  }

  private static CollectionKind find(Class<?> c, int i) {
    CollectionKind k = KINDS.get(c);
    if (k.jdk) {
      RECENT[i] = k; // its fields are final, so that whoever sees it sees them
    }
    return k;
  }

  /** Whether its objects have unsynchronized state, or lead to an object that has. */
  public boolean isCollection() {
    return collection;
  }

  /** Whether its objects have the state themselves. */
  public boolean hasState() {
    return link < 0;
  }

  /** Whether the class is the JDK's. */
  public boolean isJdk() {
    return jdk;
  }

  /** Whether the class's methods do to their arguments what the JDK's documentation says. */
  public boolean isDocumented() {
    return jdk || collection && !isGuarded();
  }

  /** The object that {@code o}, of this kind without state of its own, gets it from; may be null. */
  public Object follow(Object o) {
    Object next = UNSAFE.getReference(o, link);
    return secondLink < 0 || next == null ? next : UNSAFE.getReference(next, secondLink);
  }

  /** Whether the state, a map's, is known to the program by the name of this class. */
  public boolean isNamed() {
    return named;
  }

  /** Whether an index of {@code list}, of this kind, is one of {@code state}, but for the offset of a sublist. */
  public boolean sharesIndexes(Object list, Object state) {
    return elements != ElementFields.NONE && (list == state || link >= 0 && follow(list) == state);
  }

  /** Whether the program's own subclass may guard its state itself. */
  boolean isGuarded() {
    return unknown || !overridden.isEmpty();
  }

  /**
   * Whether a call of the method is judged where the subclass calls {@code super}: the subclass overrides it, or others that
   * the JDK's code of the method may call.
   */
  boolean isGuarded(String method) {
    return unknown
        || !overridden.isEmpty() && (overridden.contains(method) || !contains(direct, method));
  }

  /** Whether the method writes, whatever {@link #modifications} says. */
  public boolean writes(String method) {
    return writers.length != 0 && contains(writers, method);
  }

  /** Changes with every structural modification of {@code state}, which is of this kind. */
  int modifications(Object state) {
    if (ints.length == 1) {
      return UNSAFE.getInt(state, ints[0]);
    }
    int sum = 0;
    for (long field : ints) {
      sum = sum * 31 + UNSAFE.getInt(state, field);
    }
    for (long field : longs) {
      long value = UNSAFE.getLong(state, field);
      sum = sum * 31 + (int) (value ^ value >>> 32);
    }
    for (long field : booleans) {
      sum = sum * 31 + (UNSAFE.getBoolean(state, field) ? 1 : 0);
    }
    return sum;
  }

  /** The fields of lists and their iterators that say which element is meant. */
  public ElementFields elements() {
    return elements;
  }

  private static Class<?> known(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (CollectionLinks.link(c.getName()) != null) {
        return c;
      }
    }
    return null;
  }

  // False when the class cannot tell, because it lacks a type that its methods name.
  private boolean findOverridden(Class<?> c, Class<?> known) {
    try {
      addOverridden(c, known);
      return true;
    } catch (LinkageError e) {
      return false;
    }
  }

  private void addOverridden(Class<?> c, Class<?> known) {
    Set<String> inherited = new HashSet<>();
    for (Method m : known.getMethods()) {
      inherited.add(m.getName());
    }
    for (Method m : known.getDeclaredMethods()) {
      inherited.add(m.getName());
    }
    for (Class<?> k = c; k != known; k = k.getSuperclass()) {
      for (Method m : k.getClassLoader() == null ? new Method[0] : k.getDeclaredMethods()) {
        String name = m.getName();
        if (!Modifier.isStatic(m.getModifiers())
            && inherited.contains(name)
            && !HARMLESS.contains(name)) {
          overridden.add(name);
        }
      }
    }
  }

  private static boolean contains(String[] names, String name) {
    for (String n : names) {
      if (n.equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static long[] offsets(Class<?> c, String[] fields, Class<?> fieldType) {
    long[] found = new long[fields.length];
    int n = 0;
    for (String field : fields) {
      long offset = offset(c, field);
      if (offset >= 0 && fieldType(c, field) == fieldType) {
        found[n++] = offset;
      }
    }
    long[] result = new long[n];
    System.arraycopy(found, 0, result, 0, n);
    return result;
  }

  private static Class<?> fieldType(Class<?> type, String field) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      try {
        return c.getDeclaredField(field).getType();
      } catch (NoSuchFieldException e) {
        continue; // it may be inherited
      }
    }
    return null;
  }

  /** Offset of a field that the class has or inherits; -1 when there is none in this JDK. */
  static long offset(Class<?> type, String field) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      try {
        return UNSAFE.objectFieldOffset(c, field);
      } catch (InternalError e) {
        continue; // it may be inherited
      }
    }
    return -1;
  }
}
