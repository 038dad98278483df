package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** An int expression in a loop that grows by the same amount in each iteration. */
final class LinearIndex {
  private static final int DEPTH = 8;

  /** An index that grows by no more meets the bounds of its array before it overflows. */
  private static final int MAX_DELTA = 1 << 16;

  /** By how much it grows in each iteration. */
  final int delta;

  /** Computes it, when executed before the first iteration; throws nothing. */
  final InsnList first;

  private LinearIndex(long delta, InsnList first) {
    this.delta = (int) delta;
    this.first = first;
  }

  private static LinearIndex of(long delta, InsnList first) {
    return Math.abs(delta) > MAX_DELTA ? null : new LinearIndex(delta, first);
  }

  /** Finds such expressions in one loop. */
  static final class Finder {
    private final Loop loop;
    private final AbstractInsnNode[] code;
    private final Operands operands;
    private final ArraySources sources;
    private final Assignments assignments;
    private final Map<Integer, Integer> steps;

    /** {@code steps}: for the variables that grow once an iteration, by how much. */
    Finder(
        Loop loop,
        AbstractInsnNode[] code,
        Operands operands,
        ArraySources sources,
        Assignments assignments,
        Map<Integer, Integer> steps) {
      this.loop = loop;
      this.code = code;
      this.operands = operands;
      this.sources = sources;
      this.assignments = assignments;
      this.steps = steps;
    }

    /**
     * What an operand of instruction {@code user} is, null if nothing so simple.
     *
     * @param access the instruction before which variables must not have grown
     */
    LinearIndex find(int user, int depth, int access) {
      return find(user, depth, access, DEPTH);
    }

    private LinearIndex find(int user, int depth, int access, int levels) {
      AbstractInsnNode producer = operands.origin(user, depth);
      if (producer == null || levels == 0) {
        return null;
      }
      int i = operands.position(producer);
      int opcode = producer.getOpcode();
      if (opcode == ILOAD) {
        return loop.body.get(i) ? variable(i, ((VarInsnNode) producer).var, access, levels) : null;
      }
      if (Operands.constant(producer) != null) {
        InsnList first = new InsnList();
        first.add(producer.clone(null));
        return of(0, first);
      }
      if (opcode == GETFIELD && sources.isFinal((FieldInsnNode) producer)) {
        InsnList first = new InsnList();
        first.add(new VarInsnNode(ALOAD, 0));
        first.add(producer.clone(null));
        return of(0, first);
      }
      boolean computes = opcode == IADD || opcode == ISUB || opcode == IMUL || opcode == ISHL;
      return computes ? binary(i, opcode, access, levels) : null;
    }

    private LinearIndex variable(int load, int variable, int access, int levels) {
      Integer step = steps.get(variable);
      InsnList first = new InsnList();
      first.add(new VarInsnNode(ILOAD, variable));
      if (step != null) {
        return loop.passes(access, assignments.only(loop, variable)) ? of(step, first) : null;
      }
      if (!assignments.isAssigned(loop, variable)) {
        return of(0, first);
      }
      int store = assignments.only(loop, variable);
      return store >= 0
              && code[store].getOpcode() == ISTORE
              && loop.passesOnce(store)
              && loop.passes(store, load)
          ? find(store, 0, access, levels - 1)
          : null;
    }

    private LinearIndex binary(int i, int opcode, int access, int levels) {
      LinearIndex left = find(i, 1, access, levels - 1);
      LinearIndex right = left == null ? null : find(i, 0, access, levels - 1);
      if (right == null) {
        return null;
      }
      Integer factor = Operands.constant(operands.origin(i, 0));
      Integer leftFactor = Operands.constant(operands.origin(i, 1));
      long delta;
      if (opcode == IADD) {
        delta = (long) left.delta + right.delta;
      } else if (opcode == ISUB) {
        delta = (long) left.delta - right.delta;
      } else if (left.delta == 0 && right.delta == 0) {
        delta = 0;
      } else if (factor != null && opcode == IMUL) {
        delta = (long) left.delta * factor;
      } else if (factor != null && factor >= 0 && factor < 17) {
        delta = (long) left.delta << factor;
      } else if (leftFactor != null && opcode == IMUL) {
        delta = (long) right.delta * leftFactor;
      } else {
        return null;
      }
      InsnList first = left.first;
      first.add(right.first);
      first.add(new InsnNode(opcode));
      return of(delta, first);
    }
  }
}
