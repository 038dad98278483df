package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Where the operands of a method's instructions come from; asked before the method is changed. */
final class Operands {
  private final MethodNode method;
  private final AbstractInsnNode[] code;
  private final Frame<SourceValue>[] frames;

  Operands(String owner, MethodNode method) throws AnalyzerException {
    this.method = method;
    this.code = method.instructions.toArray();
    this.frames = new Analyzer<>(new SourceInterpreter()).analyze(owner, method);
  }

  /**
   * The instruction that pushed an operand of instruction {@code index}, behind any copying.
   *
   * @param depth how far below the top of the stack the operand is, in values
   * @return null if several may have, or none because the instruction is unreachable
   */
  AbstractInsnNode origin(int index, int depth) {
    Frame<SourceValue> frame = frames[index];
    if (frame == null) {
      return null;
    }
    SourceValue value = frame.getStack(frame.getStackSize() - 1 - depth);
    AbstractInsnNode producer = value.insns.size() == 1 ? value.insns.iterator().next() : null;
    if (producer != null && producer.getOpcode() == DUP2) {
      return originOfDup2(index, depth, position(producer));
    }
    if (producer != null && producer.getOpcode() == DUP) {
      return origin(position(producer), 0);
    }
    return producer;
  }

  /** The number of the local variable that an operand was loaded from and that still has the same value; -1 if none. */
  int variable(int index, int depth) {
    AbstractInsnNode producer = origin(index, depth);
    if (producer == null || producer.getOpcode() < ILOAD || producer.getOpcode() > ALOAD) {
      return -1;
    }
    int variable = ((VarInsnNode) producer).var;
    return isUnchanged(variable, position(producer), index) ? variable : -1;
  }

  /** The int that an instruction pushes; null if it is no constant, or no instruction. */
  static Integer constant(AbstractInsnNode producer) {
    int opcode = producer == null ? NOP : producer.getOpcode();
    if (opcode >= ICONST_M1 && opcode <= ICONST_5) {
      return opcode - ICONST_0;
    }
    if (opcode == BIPUSH || opcode == SIPUSH) {
      return ((IntInsnNode) producer).operand;
    }
    boolean isInt = opcode == LDC && ((LdcInsnNode) producer).cst instanceof Integer;
    return isInt ? (Integer) ((LdcInsnNode) producer).cst : null;
  }

  /** Index of an instruction. */
  int position(AbstractInsnNode instruction) {
    return method.instructions.indexOf(instruction);
  }

  // array, index -> array, index, array, index: which of the two it is depends on the stack's
  // height (a[i] += x).
  private AbstractInsnNode originOfDup2(int index, int depth, int dup2) {
    int height = frames[index].getStackSize() - 1 - depth;
    Frame<SourceValue> before = frames[dup2];
    if (before == null || before.getStack(before.getStackSize() - 1).getSize() == 2) {
      return code[dup2];
    }
    int above = before.getStackSize() - height; // 2, 1 of the originals, 0, -1 of the copies
    return origin(dup2, above == 2 || above == 0 ? 1 : 0);
  }

  // Between its load and its use, in code that is left by no jump.
  private boolean isUnchanged(int variable, int load, int use) {
    for (int i = load; i < use; i++) {
      if (Assignments.assigns(code[i], variable) || leaves(code[i], load, use)) {
        return false;
      }
    }
    return load < use;
  }

  private boolean leaves(AbstractInsnNode i, int from, int to) {
    if (i instanceof JumpInsnNode) {
      int target = position(((JumpInsnNode) i).label);
      return i.getOpcode() == JSR || target <= from || target > to;
    }
    return i instanceof TableSwitchInsnNode || i instanceof LookupSwitchInsnNode;
  }
}
