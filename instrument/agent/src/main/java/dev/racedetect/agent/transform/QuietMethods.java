package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The methods of a class that only compute: they access no field and no array element, synchronize with nobody and call
 * nothing but leaves. To be asked before the class is changed.
 */
final class QuietMethods {
  private final ClassNode node;
  private final Map<String, Boolean> quiet = new HashMap<>();

  QuietMethods(ClassNode node) {
    this.node = node;
    for (MethodNode m : node.methods) {
      quiet.put(m.name + m.desc, isFixed(m) && computesOnly(m));
    }
  }

  /** Whether the call certainly reaches such a method. */
  boolean isQuiet(MethodInsnNode call) {
    return call.owner.equals(node.name) && quiet.getOrDefault(call.name + call.desc, false);
  }

  private boolean isFixed(MethodNode m) {
    return (m.access & (ACC_STATIC | ACC_PRIVATE | ACC_FINAL)) != 0
        || (node.access & ACC_FINAL) != 0;
  }

  private static boolean computesOnly(MethodNode m) {
    if ((m.access & (ACC_SYNCHRONIZED | ACC_NATIVE | ACC_ABSTRACT)) != 0
        || m.name.startsWith("<")) {
      return false;
    }
    for (AbstractInsnNode i : m.instructions) {
      int opcode = i.getOpcode();
      boolean element =
          opcode >= IALOAD && opcode <= SALOAD || opcode >= IASTORE && opcode <= SASTORE;
      boolean other = opcode >= GETSTATIC && opcode <= NEW
          || opcode == MONITORENTER
          || opcode == MONITOREXIT
          || opcode == LDC && isDynamic(i);
      boolean leaf = i instanceof MethodInsnNode && Calls.isLeaf((MethodInsnNode) i);
      if (element || other && !leaf) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDynamic(AbstractInsnNode ldc) {
    return ((org.objectweb.asm.tree.LdcInsnNode) ldc).cst
        instanceof org.objectweb.asm.ConstantDynamic;
  }
}
