package dev.racedetect.agent.model;

import java.util.HashMap;
import java.util.Map;

/** Collects the rows of every model, by the internal name of the class they concern. */
final class Edges {
  private final int feature;
  private final Map<String, ClassRows> classes = new HashMap<>(256);

  /**
   * @param feature the JDK whose classes are woven, e.g. 17; rows of other JDKs are left out
   */
  Edges(int feature) {
    this.feature = feature;
  }

  /** The rows of one class, to add to. */
  ClassRows of(String internalName) {
    ClassRows rows = classes.get(internalName);
    if (rows == null) {
      rows = new ClassRows(internalName, feature);
      classes.put(internalName, rows);
    }
    return rows;
  }

  /** The rows of a class, or null. */
  ClassRows find(String internalName) {
    return classes.get(internalName);
  }

  /** Every class with at least one row for this JDK. */
  Iterable<ClassRows> all() {
    classes.values().removeIf(ClassRows::isEmpty);
    return classes.values();
  }
}
