package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Where a method assigns its local variables. */
final class Assignments {
  private static final int[] NONE = {};

  private final Map<Integer, BitSet> byVariable = new HashMap<>();

  Assignments(AbstractInsnNode[] code) {
    for (int i = 0; i < code.length; i++) {
      for (int variable : variables(code[i])) {
        byVariable.computeIfAbsent(variable, v -> new BitSet()).set(i);
      }
    }
  }

  /** The local variables that an instruction assigns: a long or a double takes two. */
  static int[] variables(AbstractInsnNode i) {
    int opcode = i.getOpcode();
    if (opcode == IINC) {
      return new int[] {((IincInsnNode) i).var};
    }
    if (opcode < ISTORE || opcode > ASTORE) {
      return NONE;
    }
    int variable = ((VarInsnNode) i).var;
    boolean wide = opcode == LSTORE || opcode == DSTORE;
    return wide ? new int[] {variable, variable + 1} : new int[] {variable};
  }

  /** Whether an instruction assigns a local variable. */
  static boolean assigns(AbstractInsnNode i, int variable) {
    for (int assigned : variables(i)) {
      if (assigned == variable) {
        return true;
      }
    }
    return false;
  }

  /** Whether a loop assigns a variable. */
  boolean isAssigned(Loop loop, int variable) {
    BitSet all = byVariable.get(variable);
    return all != null && all.intersects(loop.body);
  }

  /** Index of the only instruction of a loop that assigns a variable; -1 if there is none, or several. */
  int only(Loop loop, int variable) {
    BitSet all = byVariable.get(variable);
    if (all == null) {
      return -1;
    }
    BitSet inLoop = (BitSet) all.clone();
    inLoop.and(loop.body);
    return inLoop.cardinality() == 1 ? inLoop.nextSetBit(0) : -1;
  }
}
