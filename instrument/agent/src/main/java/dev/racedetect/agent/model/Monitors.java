package dev.racedetect.agent.model;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the monitor blocks of an instance method order: after each enter, before each regular exit.
 *
 * <p>The handler that exits the monitor when an exception leaves the block catches what is thrown in itself (JLS
 * 14.19 as javac compiles it). A probe there would, on a stack that is full, be called again for ever. That release is
 * made where the exception leaves the method.
 */
final class Monitors extends MethodVisitor {
  private final List<Label> handlers = new ArrayList<>();
  private boolean inHandler;
  private boolean entered;

  Monitors(MethodVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
    if (start == handler) {
      handlers.add(handler);
    }
    super.visitTryCatchBlock(start, end, handler, type);
  }

  @Override
  public void visitLabel(Label label) {
    inHandler |= handlers.contains(label);
    super.visitLabel(label);
    if (entered) {
      entered = false;
      call(Probe.LOCK_ACQUIRED);
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.MONITORENTER) {
      super.visitInsn(Opcodes.DUP);
      super.visitInsn(opcode);
      entered = true; // the block that exits the monitor whatever happens begins at the label that
      // follows
      return;
    }
    if (opcode == Opcodes.MONITOREXIT && !inHandler) {
      super.visitInsn(Opcodes.DUP);
      call(Probe.LOCK_RELEASED);
    }
    super.visitInsn(opcode);
    inHandler &= opcode != Opcodes.ATHROW;
  }

  private void call(Probe probe) {
    super.visitMethodInsn(
        Opcodes.INVOKESTATIC, probe.owner(), probe.name(), "(Ljava/lang/Object;)V", false);
  }
}
