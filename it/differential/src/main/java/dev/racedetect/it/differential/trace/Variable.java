package dev.racedetect.it.differential.trace;

/**
 * A variable of a program (JLS 17.4.1), told by identity.
 *
 * <p>A report names a variable by kind, name and index only: several variables, such as a field of two objects, may share
 * them.
 */
public class Variable {
  /** The sorts of variables. */
  public enum Kind {
    /** An instance field. */
    FIELD,
    /** A static field. */
    STATIC,
    /** An element of an array. */
    ARRAY
  }

  private final Kind kind;
  private final String name;
  private final int index;
  private final String where;

  /**
   * Makes a variable.
   *
   * @param name as a report has it: {@code Acme.count}, {@code int[]}
   * @param index of the element, else -1
   * @param where which of those that share the name it is, for people
   */
  public Variable(Kind kind, String name, int index, String where) {
    this.kind = kind;
    this.name = name;
    this.index = index;
    this.where = where;
  }

  /** Its sort. */
  public Kind kind() {
    return kind;
  }

  /** Its name in a report. */
  public String name() {
    return name;
  }

  /** The index of the element, else -1. */
  public int index() {
    return index;
  }

  @Override
  public String toString() {
    return where;
  }
}
