package dev.racedetect.runtime.finding;

import java.util.List;

/**
 * What was accessed.
 *
 * @param kind what sort of variable
 * @param name {@code com.acme.Account.balance}, {@code int[]} or {@code java.util.HashMap}
 * @param index index of the element of an array, or of a list ({@link Kind#OBJECT}), else -1
 * @param createdAt where the object was created, empty when unknown
 */
public record Variable(Kind kind, String name, int index, List<Frame> createdAt) {
  /** The sorts of variables that can race. */
  public enum Kind {
    /** An instance field. */
    FIELD,
    /** A static field. */
    STATIC,
    /** An element of an array. */
    ARRAY,
    /** The state of an object without synchronization of its own, such as a {@code java.util.HashMap}. */
    OBJECT
  }
}
