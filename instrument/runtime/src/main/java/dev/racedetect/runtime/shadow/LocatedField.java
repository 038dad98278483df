package dev.racedetect.runtime.shadow;

import java.util.ArrayList;
import java.util.List;

/** A tracked field of a loaded class, found by its offset: for accesses that do not name the field. */
public final class LocatedField {
  private static final ClassValue<List<LocatedField>> INSTANCE = new ClassValue<>() {
    @Override
    protected List<LocatedField> computeValue(Class<?> type) {
      List<LocatedField> all = new ArrayList<>();
      for (Class<?> c = type; c != null && c.getClassLoader() != null; c = c.getSuperclass()) {
        addDeclared(c, false, all);
      }
      return all;
    }
  };

  private static final ClassValue<List<LocatedField>> STATIC = new ClassValue<>() {
    @Override
    protected List<LocatedField> computeValue(Class<?> type) {
      List<LocatedField> all = new ArrayList<>();
      addDeclared(type, true, all);
      return all;
    }
  };

  /** The field. */
  public final FieldVariable variable;

  /** Offset of the word of the last write. */
  public final long writeOffset;

  /** Offset of the word of the last read. */
  public final long readOffset;

  private final long offset;

  LocatedField(FieldVariable variable, long offset, long writeOffset, long readOffset) {
    this.variable = variable;
    this.offset = offset;
    this.writeOffset = writeOffset;
    this.readOffset = readOffset;
  }

  /** The tracked field at {@code offset} in {@code holder}, an object or a static field's class; null if there is none. */
  public static LocatedField find(Object holder, long offset) {
    boolean isStatic = holder instanceof Class;
    List<LocatedField> fields =
        isStatic ? STATIC.get((Class<?>) holder) : INSTANCE.get(holder.getClass());
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).offset == offset) {
        return fields.get(i);
      }
    }
    return null;
  }

  private static void addDeclared(Class<?> c, boolean isStatic, List<LocatedField> to) {
    for (FieldVariable f : FieldVariable.declaredBy(c.getName(), isStatic)) {
      LocatedField located = f.locate(c);
      if (located != null) {
        to.add(located);
      }
    }
  }
}
