package dev.racedetect.agent.model;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Creates a {@code QuietLock} wherever a method creates a {@code ReentrantLock}. */
final class QuietLocks extends MethodVisitor {
  private static final String LOCK = "java/util/concurrent/locks/ReentrantLock";
  private static final String QUIET_LOCK = "dev/racedetect/runtime/QuietLock";

  QuietLocks(MethodVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    super.visitTypeInsn(opcode, opcode == Opcodes.NEW && type.equals(LOCK) ? QUIET_LOCK : type);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    boolean creates =
        opcode == Opcodes.INVOKESPECIAL && owner.equals(LOCK) && name.equals("<init>");
    super.visitMethodInsn(opcode, creates ? QUIET_LOCK : owner, name, descriptor, isInterface);
  }
}
