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
  private final Map<Integer, BitSet> byVariable = new HashMap<>();

  Assignments(AbstractInsnNode[] code) {
    for (int i = 0; i < code.length; i++) {
      int opcode = code[i].getOpcode();
      if (opcode == IINC) {
        add(((IincInsnNode) code[i]).var, i);
      } else if (opcode >= ISTORE && opcode <= ASTORE) {
        int variable = ((VarInsnNode) code[i]).var;
        add(variable, i);
        if (opcode == LSTORE || opcode == DSTORE) {
          add(variable + 1, i);
        }
      }
    }
  }

  private void add(int variable, int i) {
    byVariable.computeIfAbsent(variable, v -> new BitSet()).set(i);
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
