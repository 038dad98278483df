package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.thread.ThreadState;
import java.util.HashMap;
import java.util.UUID;
import jdk.internal.misc.Unsafe;

/** The nodes of hash maps, and how to find the one of a key without calling the program's code. */
public final class MapNodes extends WeakIdentityMap<MapNode> {
  /** The one instance. */
  public static final MapNodes MAP = new MapNodes();

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final int STEPS = 64;
  private static final String NODE = "java.util.HashMap$Node";
  private static final long TABLE = CollectionKind.offset(HashMap.class, "table");
  private static final Class<?> NODE_CLASS = nodeClass();
  private static final long HASH = CollectionKind.offset(NODE_CLASS, "hash");
  private static final long KEY = CollectionKind.offset(NODE_CLASS, "key");
  private static final long NEXT = CollectionKind.offset(NODE_CLASS, "next");

  private MapNodes() {
    super(MapNode.class);
  }

  @Override
  protected MapNode create(Object node, int hash) {
    return new MapNode(node, hash);
  }

  /** The node's variable; null if it has none and {@code make} is false. */
  public static MapNode of(ThreadState t, Object node, boolean make) {
    return make ? MAP.get(t, node) : MAP.peek(t, node);
  }

  /** Whether an entry is a map's own node, of which the map reads and writes the value. */
  public static boolean isNode(Object entry) {
    String name = entry.getClass().getName();
    return name.equals(NODE)
        || name.equals("java.util.LinkedHashMap$Entry")
        || name.equals("java.util.HashMap$TreeNode")
        || name.equals("java.util.TreeMap$Entry");
  }

  /**
   * The node of {@code key} in a HashMap; null if there is none, or the key is not of a class whose {@code equals} and
   * {@code hashCode} are known. The table may be changed meanwhile: then any of the map's nodes with an equal key.
   */
  public static Object find(Object map, Object key) {
    if (key == null || TABLE < 0 || HASH < 0 || KEY < 0 || NEXT < 0 || !isValue(key)) {
      return null;
    }
    Object[] table = (Object[]) UNSAFE.getReference(map, TABLE);
    if (table == null || table.length == 0) {
      return null;
    }
    int hash = key.hashCode();
    hash ^= hash >>> 16;
    Object node = table[table.length - 1 & hash];
    for (int i = 0; node != null && i < STEPS; i++) {
      Object k = UNSAFE.getReference(node, KEY);
      if (UNSAFE.getInt(node, HASH) == hash && (k == key || key.equals(k))) {
        return node;
      }
      node = UNSAFE.getReference(node, NEXT);
    }
    return null;
  }

  private static boolean isValue(Object key) {
    Class<?> c = key.getClass();
    return c == String.class
        || c == Integer.class
        || c == Long.class
        || key instanceof Enum
        || c == Class.class
        || c == Character.class
        || c == Short.class
        || c == Byte.class
        || c == Boolean.class
        || c == UUID.class;
  }

  private static Class<?> nodeClass() {
    try {
      return Class.forName(NODE, false, null);
    } catch (ClassNotFoundException e) {
      return Object.class; // then values are not looked at
    }
  }
}
