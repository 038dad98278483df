package dev.racedetect.agent.transform;

import org.objectweb.asm.Opcodes;

/** A field as its class declares it. */
record FieldInfo(ClassInfo declaringClass, int access, String name, String descriptor) {
  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  boolean isVolatile() {
    return (access & Opcodes.ACC_VOLATILE) != 0;
  }

  boolean isFinal() {
    return (access & Opcodes.ACC_FINAL) != 0;
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
