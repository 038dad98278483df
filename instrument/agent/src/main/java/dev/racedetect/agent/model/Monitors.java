package dev.racedetect.agent.model;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes the monitor sections of an instance method order: after each enter, before each exit. */
final class Monitors extends MethodVisitor {
  Monitors(MethodVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.MONITORENTER) {
      super.visitInsn(Opcodes.DUP);
      super.visitInsn(opcode);
      call(Probe.LOCK_ACQUIRED);
    } else if (opcode == Opcodes.MONITOREXIT) {
      super.visitInsn(Opcodes.DUP);
      call(Probe.LOCK_RELEASED);
      super.visitInsn(opcode);
    } else {
      super.visitInsn(opcode);
    }
  }

  private void call(Probe probe) {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, probe.owner(), probe.name(), "(Ljava/lang/Object;)V", false);
  }
}
