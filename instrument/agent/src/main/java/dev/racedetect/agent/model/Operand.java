package dev.racedetect.agent.model;

/**
 * A value that a woven call passes to its probe.
 *
 * @param kind where the value comes from
 * @param index the parameter's number, counted from 0 without {@code this}
 * @param owner internal name of the class that declares the field, or null for the woven class
 * @param name the field, or the text of a constant
 * @param descriptor the field's type
 * @param next a field of the object in this field, which is then the value; or null
 */
record Operand(Kind kind, int index, String owner, String name, String descriptor, Operand next) {

  /** Where an operand comes from. */
  enum Kind {
    THIS,
    PARAMETER,
    /** What the method returns; only as the first operand, at an exit. */
    RESULT,
    /** The one or two topmost values of the operand stack; only first, at a call or a read. */
    TOP,
    TOP_TWO,
    FIELD,
    TEXT
  }

  static final Operand THIS = new Operand(Kind.THIS, 0, null, null, null, null);
  static final Operand RESULT = new Operand(Kind.RESULT, 0, null, null, null, null);
  static final Operand TOP = new Operand(Kind.TOP, 0, null, null, null, null);
  static final Operand TOP_TWO = new Operand(Kind.TOP_TWO, 0, null, null, null, null);

  static Operand parameter(int index) {
    return new Operand(Kind.PARAMETER, index, null, null, null, null);
  }

  /** A field of {@code this}, declared by the woven class itself. */
  static Operand field(String name, String descriptor) {
    return new Operand(Kind.FIELD, 0, null, name, descriptor, null);
  }

  /** A field of {@code this} that {@code owner} declares. */
  static Operand field(String owner, String name, String descriptor) {
    return new Operand(Kind.FIELD, 0, owner, name, descriptor, null);
  }

  /** A field of the object in this field. */
  Operand then(String declaring, String field, String type) {
    return new Operand(kind, index, owner, name, descriptor, field(declaring, field, type));
  }

  static Operand text(String text) {
    return new Operand(Kind.TEXT, 0, null, text, null, null);
  }
}
