package dev.racedetect.it.differential.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Variables that a program protects in the same way. */
final class Group {
  /** How. */
  enum Guard {
    MONITOR,
    OBJECT_MONITOR,
    CLASS_MONITOR,
    LOCK,
    READ_WRITE_LOCK,
    /** One strand at a time has them, and passes them on. */
    OWNER,
    /** They are written before the strands start, and read then. */
    READ_ONLY
  }

  /** A field, static or not. */
  record Scalar(String name, Type type, boolean isStatic) {}

  /** An array; {@code field} is {@code null} for a constant. */
  record Array(String name, Type type, int length, Held held) {}

  /** What holds an array. */
  enum Held {
    CONSTANT,
    VARIABLE,
    FIELD
  }

  final Guard guard;
  final String lock;
  final List<Scalar> scalars = new ArrayList<>();
  final List<Array> arrays = new ArrayList<>();
  /** Names of static fields that hold {@link Nodes}. */
  final List<String> nodes = new ArrayList<>();

  final List<Helper> helpers = new ArrayList<>();
  int owner;

  /** A method that accesses variables of the group. */
  record Helper(Method method, boolean isStatic, Type array, boolean writes) {}

  Group(Guard guard, String lock) {
    this.guard = guard;
    this.lock = lock;
  }

  boolean isReadOnly() {
    return guard == Guard.READ_ONLY;
  }

  Scalar scalar(Random random) {
    return scalars.isEmpty() ? null : scalars.get(random.nextInt(scalars.size()));
  }

  Array array(Random random) {
    return arrays.isEmpty() ? null : arrays.get(random.nextInt(arrays.size()));
  }

  /** The length of the shortest array with elements of that type. */
  int shortest(Type type) {
    return arrays.stream()
        .filter(array -> array.type() == type)
        .mapToInt(Array::length)
        .min()
        .orElseThrow();
  }

  /** An array with elements of that type, or null. */
  Array array(Random random, Type type) {
    List<Array> fitting = arrays.stream().filter(a -> a.type() == type).toList();
    return fitting.isEmpty() ? null : fitting.get(random.nextInt(fitting.size()));
  }
}
