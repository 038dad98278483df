package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * The accesses of a constructor to the object it constructs that no other thread can meet, because none can have the
 * object yet: those before the constructor first lets {@code this} out of its hands.
 *
 * <p>Only where the superclass is Object: another constructor may already have let the object escape.
 */
final class FreshThis {
  private final Set<AbstractInsnNode> accesses = new HashSet<>();
  private final Map<AbstractInsnNode, Integer> writes = new HashMap<>();
  private int escape;

  FreshThis(String owner, String superName, MethodNode method) {
    if (!method.name.equals("<init>")
        || !superName.equals("java/lang/Object")
        || assignsThis(method)) {
      return;
    }
    try {
      find(method, new Analyzer<>(new SourceInterpreter()).analyze(owner, method));
    } catch (AnalyzerException e) {
      accesses.clear(); // then all of them are checked
      writes.clear();
      escape = 0;
    }
  }

  /** Whether a constructor never lets the object out of its hands. */
  static boolean keeps(ClassNode node, MethodNode constructor) {
    FreshThis fresh = new FreshThis(node.name, String.valueOf(node.superName), constructor);
    return fresh.escape() == constructor.instructions.size();
  }

  boolean contains(FieldInsnNode access) {
    return accesses.contains(access);
  }

  /** The writes among these accesses, with their indices. */
  Map<AbstractInsnNode, Integer> writes() {
    return writes;
  }

  /** Index of the first instruction that may let the object escape; the method's length if none does. */
  int escape() {
    return escape;
  }

  private static boolean assignsThis(MethodNode method) {
    for (AbstractInsnNode i = method.instructions.getFirst(); i != null; i = i.getNext()) {
      if (i.getOpcode() == ASTORE && ((VarInsnNode) i).var == 0) {
        return true;
      }
    }
    return false;
  }

  private void find(MethodNode method, Frame<SourceValue>[] frames) {
    AbstractInsnNode[] code = method.instructions.toArray();
    escape = escape(code, method, frames);
    for (int i = 0; i < escape; i++) {
      int opcode = code[i].getOpcode();
      if (frames[i] != null && (opcode == GETFIELD || opcode == PUTFIELD)) {
        int value = opcode == PUTFIELD ? 1 : 0;
        if (isThis(frames[i].getStack(frames[i].getStackSize() - 1 - value))) {
          accesses.add(code[i]);
          if (opcode == PUTFIELD) {
            writes.put(code[i], i);
          }
        }
      }
    }
  }

  // Index of the first instruction that may let the object escape, in any iteration of a loop.
  private static int escape(
      AbstractInsnNode[] code, MethodNode method, Frame<SourceValue>[] frames) {
    int escape = code.length;
    for (int i = 0; i < code.length && escape == code.length; i++) {
      if (frames[i] != null && letsOut(code[i], frames[i])) {
        escape = i;
      }
    }
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int i = escape; i < code.length; i++) {
        if (code[i] instanceof JumpInsnNode) {
          int target = method.instructions.indexOf(((JumpInsnNode) code[i]).label);
          if (target < escape) {
            escape = target;
            moved = true;
          }
        }
      }
    }
    return escape;
  }

  private static boolean letsOut(AbstractInsnNode i, Frame<SourceValue> frame) {
    int opcode = i.getOpcode();
    int consumed;
    switch (opcode) {
      case PUTFIELD:
      case PUTSTATIC:
      case AASTORE:
      case ASTORE:
      case ARETURN:
      case CHECKCAST:
        consumed = 1;
        break;
      case DUP:
      case DUP_X1:
      case DUP_X2:
        return mayBeThis(frame.getStack(frame.getStackSize() - 1));
      case SWAP:
      case DUP2:
      case DUP2_X1:
      case DUP2_X2:
        consumed = Math.min(2, frame.getStackSize());
        break;
      case INVOKEVIRTUAL:
      case INVOKEINTERFACE:
      case INVOKESTATIC:
        MethodInsnNode call = (MethodInsnNode) i;
        consumed = Type.getArgumentTypes(call.desc).length + (opcode == INVOKESTATIC ? 0 : 1);
        break;
      case INVOKESPECIAL:
        MethodInsnNode special = (MethodInsnNode) i;
        boolean superCall =
            special.name.equals("<init>") && special.owner.equals("java/lang/Object");
        consumed = Type.getArgumentTypes(special.desc).length + (superCall ? 0 : 1);
        break;
      case INVOKEDYNAMIC:
        consumed = Type.getArgumentTypes(((InvokeDynamicInsnNode) i).desc).length;
        break;
      default:
        return false;
    }
    for (int k = 0; k < consumed; k++) {
      if (mayBeThis(frame.getStack(frame.getStackSize() - 1 - k))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isThis(SourceValue value) {
    return value.insns.size() == 1 && isLoadThis(value.insns.iterator().next());
  }

  private static boolean mayBeThis(SourceValue value) {
    for (AbstractInsnNode producer : value.insns) {
      if (isLoadThis(producer)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLoadThis(AbstractInsnNode producer) {
    return producer.getOpcode() == ALOAD && ((VarInsnNode) producer).var == 0;
  }
}
