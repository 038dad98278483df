package dev.racedetect.it.differential.program;

/** What a variable holds. Expressions are of type long everywhere. */
enum Type {
  INT("int", "int"),
  LONG("long", "long"),
  BYTE("byte", "byte"),
  DOUBLE("double", "double"),
  OBJECT("Object", "java.lang.Object");

  final String source;
  final String reported;

  Type(String source, String reported) {
    this.source = source;
    this.reported = reported;
  }

  /** What a variable of this type holds after the assignment of {@code value}. */
  long stored(long value) {
    switch (this) {
      case INT:
        return (int) value;
      case BYTE:
        return (byte) value;
      case DOUBLE:
        return (long) (double) value;
      case OBJECT:
        return (int) value;
      default:
        return value;
    }
  }

  /** Source of what is assigned. */
  String conversion(String value) {
    switch (this) {
      case OBJECT:
        return "Integer.valueOf((int) (" + value + "))";
      case LONG:
      case DOUBLE:
        return value;
      default:
        return "(" + source + ") (" + value + ")";
    }
  }

  /** Source of the value of a variable, as a long. */
  String widened(String variable) {
    return this == OBJECT ? "(" + variable + " == null ? 0L : 1L)" : "(long) " + variable;
  }

  /** The value of a variable that holds {@code value}, as a long. */
  long seen(long value, boolean isNull) {
    return this != OBJECT ? value : isNull ? 0 : 1;
  }
}
