package dev.racedetect.runtime.shadow;

import jdk.internal.misc.Unsafe;

/**
 * Where a list, or an iterator of one, says which element a call means. Kept for the classes of the JDK whose elements
 * are variables of their own: {@code ArrayList}, its sublists, and {@code Arrays.asList}.
 */
public final class ElementFields {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  static final ElementFields NONE = new ElementFields(null);

  private final long size;
  private final long offset;
  private final long cursor;
  private final long lastReturned;
  private final long array;

  private ElementFields(Class<?> c) {
    String name = c == null ? "" : c.getName();
    boolean iterator = name.endsWith("Itr");
    size = find(c, name.equals("java.util.ArrayList"), "size");
    offset = find(c, name.equals("java.util.ArrayList$SubList"), "offset");
    cursor = find(c, iterator, "cursor");
    lastReturned = find(c, iterator, "lastRet");
    array = find(c, name.startsWith("java.util.Arrays$"), "a");
  }

  /** The fields of that class. */
  static ElementFields of(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      switch (c.getName()) {
        case "java.util.ArrayList":
        case "java.util.ArrayList$SubList":
        case "java.util.ArrayList$Itr":
        case "java.util.Arrays$ArrayList":
        case "java.util.Arrays$ArrayItr":
        case "java.util.Collections$UnmodifiableList":
          return new ElementFields(c);
        default:
      }
    }
    return NONE;
  }

  private static long find(Class<?> c, boolean has, String field) {
    return has ? CollectionKind.offset(c, field) : -1;
  }

  /** Whether the class is ArrayList or extends it. */
  public boolean isArrayList() {
    return size >= 0;
  }

  /** How many elements the ArrayList has. */
  public int size(Object list) {
    return UNSAFE.getInt(list, size);
  }

  /** By how much the sublist's indexes are shifted; 0 for other lists. */
  public int offset(Object list) {
    return offset < 0 ? 0 : UNSAFE.getInt(list, offset);
  }

  /** Whether it is an iterator that knows its position. */
  public boolean isIterator() {
    return cursor >= 0;
  }

  /** Index of the element that {@code next} returns. */
  public int cursor(Object iterator) {
    return UNSAFE.getInt(iterator, cursor);
  }

  /** Index of the element returned last, or -1. */
  public int lastReturned(Object iterator) {
    return lastReturned < 0 ? -1 : UNSAFE.getInt(iterator, lastReturned);
  }

  /** The array that is the list, or that the iterator goes through; null for others. */
  public Object array(Object o) {
    return array < 0 ? null : UNSAFE.getReference(o, array);
  }
}
