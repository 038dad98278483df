package dev.racedetect.agent.model;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Calls {@code QuietMaps} wherever a method calls the same method of a map. */
final class QuietCalls extends MethodVisitor {
  private static final String QUIET_MAPS = "dev/racedetect/runtime/QuietMaps";
  private static final String QUIET_METHODS =
      " get put putIfAbsent remove replace containsKey computeIfAbsent ";

  QuietCalls(MethodVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (isMap(owner)
        && opcode != Opcodes.INVOKESPECIAL
        && QUIET_METHODS.contains(" ".concat(name).concat(" "))) {
      String quiet = "(Ljava/util/Map;".concat(descriptor.substring(1));
      super.visitMethodInsn(Opcodes.INVOKESTATIC, QUIET_MAPS, name, quiet, false);
    } else {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }
  }

  private static boolean isMap(String owner) {
    return owner.equals("java/util/concurrent/ConcurrentHashMap")
        || owner.equals("java/util/concurrent/ConcurrentMap")
        || owner.equals("java/util/Map");
  }
}
