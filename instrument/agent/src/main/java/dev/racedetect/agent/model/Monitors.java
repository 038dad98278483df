package dev.racedetect.agent.model;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the monitor blocks of an instance method order: after each enter, before each regular exit. In a synchronized
 * wrapper of a collection they are also where the thread uses the collection behind it.
 *
 * <p>The handler that exits the monitor when an exception leaves the block catches what is thrown in itself (JLS
 * 14.19 as javac compiles it). A probe there would, on a stack that is full, be called again for ever. That release is
 * made where the exception leaves the method.
 */
final class Monitors extends MethodVisitor {
  private static final Probe WRAPPER_ENTERED = Probe.model("wrapperEntered");
  private static final Probe WRAPPER_LEAVING = Probe.model("wrapperLeaving");

  private final List<Label> handlers = new ArrayList<>();
  private final boolean inWrapper;
  private boolean inHandler;
  private boolean entered;

  Monitors(MethodVisitor next, String owner) {
    super(Opcodes.ASM9, next);
    inWrapper = owner.startsWith("java/util/Collections$Synchronized");
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
      wrapper(WRAPPER_ENTERED);
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.MONITORENTER) {
      super.visitInsn(Opcodes.DUP);
      call(Probe.lock("entering"));
      super.visitInsn(Opcodes.DUP);
      super.visitInsn(opcode);
      entered = true; // the block that exits the monitor whatever happens begins at the label that
      // follows
      return;
    }
    if (opcode == Opcodes.MONITOREXIT && !inHandler) {
      wrapper(WRAPPER_LEAVING);
      super.visitInsn(Opcodes.DUP);
      call(Probe.LOCK_RELEASED);
    }
    super.visitInsn(opcode);
    inHandler &= opcode != Opcodes.ATHROW;
  }

  private void wrapper(Probe probe) {
    if (inWrapper) {
      super.visitVarInsn(Opcodes.ALOAD, 0);
      call(probe);
    }
  }

  private void call(Probe probe) {
    super.visitMethodInsn(
        Opcodes.INVOKESTATIC, probe.owner(), probe.name(), "(Ljava/lang/Object;)V", false);
  }
}
