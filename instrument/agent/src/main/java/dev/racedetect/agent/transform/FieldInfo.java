package dev.racedetect.agent.transform;

import java.util.Set;
import org.objectweb.asm.Opcodes;

/** A field as its class declares it. */
record FieldInfo(ClassInfo declaringClass, int access, String name, String descriptor) {
  /** Types of the JDK that say of themselves that they are immutable, and cannot be subclassed. */
  private static final Set<String> IMMUTABLE = Set.of(
      "Ljava/lang/String;",
      "Ljava/lang/Integer;",
      "Ljava/lang/Long;",
      "Ljava/lang/Double;",
      "Ljava/lang/Float;",
      "Ljava/lang/Short;",
      "Ljava/lang/Byte;",
      "Ljava/lang/Character;",
      "Ljava/lang/Boolean;",
      "Ljava/lang/Class;",
      "Ljava/util/UUID;",
      "Ljava/util/Locale;",
      "Ljava/time/Duration;",
      "Ljava/time/Instant;",
      "Ljava/time/LocalDate;",
      "Ljava/time/LocalDateTime;");

  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  boolean isVolatile() {
    return (access & Opcodes.ACC_VOLATILE) != 0;
  }

  boolean isFinal() {
    return (access & Opcodes.ACC_FINAL) != 0;
  }

  /** Whether something that can race may be reached through it, so that its freeze matters (JLS 17.5.1). */
  boolean isFrozen() {
    return mayBeFrozen(access, descriptor) && !declaringClass.isImmutable(descriptor);
  }

  /** As {@link #isFrozen}, as far as the field itself tells. */
  static boolean mayBeFrozen(int access, String descriptor) {
    return (access & (Opcodes.ACC_FINAL | Opcodes.ACC_STATIC)) == Opcodes.ACC_FINAL
        && descriptor.length() > 1
        && !isImmutable(descriptor);
  }

  /** Whether a type of the JDK is immutable and has no subclass. */
  static boolean isImmutable(String descriptor) {
    return IMMUTABLE.contains(descriptor);
  }

  boolean isReference() {
    return descriptor.length() > 1;
  }

  /**
   * Whether accesses are checked. Final fields are not: JLS 17.5 gives every reader the frozen value. Synthetic ones
   * are the compiler's or another agent's, such as JaCoCo's probe arrays.
   */
  static boolean isTracked(int access) {
    return (access & (Opcodes.ACC_FINAL | Opcodes.ACC_VOLATILE | Opcodes.ACC_SYNTHETIC)) == 0;
  }
}
