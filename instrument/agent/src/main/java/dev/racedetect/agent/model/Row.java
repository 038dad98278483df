package dev.racedetect.agent.model;

/**
 * One call to weave.
 *
 * @param method the woven method: its name, its name and descriptor, or {@code *} for every method of the class
 * @param point where in the method
 * @param member at a call or a read: the other method's or field's {@code owner.name}, the owner {@code *} for any; else
 *     null
 * @param probe what to call
 * @param operands what to pass
 */
record Row(String method, Point point, String member, Probe probe, Operand[] operands) {

  static final String EVERY_METHOD = "*";

  boolean concerns(String name, String descriptor) {
    if (method.equals(EVERY_METHOD)) {
      return true;
    }
    int parenthesis = method.indexOf('(');
    if (parenthesis < 0) {
      return method.equals(name);
    }
    return parenthesis == name.length()
        && method.startsWith(name)
        && method.regionMatches(
            parenthesis,
            descriptor,
            0,
            Math.max(descriptor.length(), method.length() - parenthesis));
  }

  /** Whether a static method has no place for this row. */
  boolean needsThis() {
    for (Operand operand : operands) {
      if (operand.kind() == Operand.Kind.THIS || operand.kind() == Operand.Kind.FIELD) {
        return true;
      }
    }
    return false;
  }

  boolean concernsMember(String owner, String name) {
    boolean anyOwner = member.startsWith("*.");
    return member.length() == (anyOwner ? 1 : owner.length()) + 1 + name.length()
        && (anyOwner || member.startsWith(owner))
        && member.endsWith(name);
  }
}
