package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Optimistic sections of a StampedLock end at the latest where the method that began them returns, unless the stamp may
 * outlive it.
 */
final class OptimisticSections {
  private static final String LOCK = "java/util/concurrent/locks/StampedLock";

  private OptimisticSections() {}

  /** Adds the end of the section to each return, if the method begins one; {@code original} are its own instructions. */
  static void end(MethodWeaver weaver, AbstractInsnNode[] original) {
    if (!weaver.checked || !begins(original) || mayHandOn(weaver.method, original)) {
      return;
    }
    for (AbstractInsnNode i : original) {
      if (i.getOpcode() >= IRETURN && i.getOpcode() <= RETURN) {
        InsnList out = new InsnList();
        weaver.pushState(out);
        out.add(Names.objectProbe("optimisticReadLeft", "(" + Names.T + ")V"));
        weaver.code().insertBefore(i, out);
      }
    }
  }

  private static boolean begins(AbstractInsnNode[] code) {
    for (AbstractInsnNode i : code) {
      if (i instanceof MethodInsnNode) {
        MethodInsnNode call = (MethodInsnNode) i;
        if (call.owner.equals(LOCK) && call.name.contains("OptimisticRead")) {
          return true;
        }
      }
    }
    return false;
  }

  // A stamp is a long.
  private static boolean mayHandOn(MethodNode method, AbstractInsnNode[] code) {
    if (Type.getReturnType(method.desc) == Type.LONG_TYPE) {
      return true;
    }
    for (AbstractInsnNode i : code) {
      int opcode = i.getOpcode();
      boolean stored = opcode == LASTORE
          || (opcode == PUTFIELD || opcode == PUTSTATIC) && ((FieldInsnNode) i).desc.equals("J");
      boolean captured = opcode == INVOKEDYNAMIC && ((InvokeDynamicInsnNode) i).desc.contains("J");
      boolean boxed = opcode == INVOKESTATIC
          && ((MethodInsnNode) i).owner.equals("java/lang/Long")
          && ((MethodInsnNode) i).name.equals("valueOf");
      boolean constructed = opcode == INVOKESPECIAL && ((MethodInsnNode) i).desc.contains("J");
      if (stored || captured || boxed || constructed) {
        return true;
      }
    }
    return false;
  }
}
