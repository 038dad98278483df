package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which accesses to elements in loops are checked all at once when the loop ends: those that every iteration makes, to an
 * array that stays the same, at an index that grows by the same amount each time, in a loop in which the thread
 * synchronizes with nobody ("BigFoot: Static Check Placement for Dynamic Race Detection", Rhodes, Flanagan and Freund, PLDI 2017).
 *
 * <p>All of them fall into one epoch of the thread, so nothing that the detector knows tells a check at the access from one
 * at the end: whoever is ordered after the access is so by something that the thread does after the loop.
 */
final class RangeChecks {
  /** An access that is checked when its loop ends. */
  static final class Access {
    final int index;
    final boolean write;
    final InsnList array;
    final LinearIndex element;

    Access(int index, boolean write, InsnList array, LinearIndex element) {
      this.index = index;
      this.write = write;
      this.array = array;
      this.element = element;
    }
  }

  /** A loop with such accesses, in the order in which an iteration makes them. */
  static final class Plan {
    final Loop loop;
    final int counter;
    final List<Access> accesses;

    Plan(Loop loop, int counter, List<Access> accesses) {
      this.loop = loop;
      this.counter = counter;
      this.accesses = accesses;
    }
  }

  /** More would make the method too long for the compiler. */
  private static final int MAX_ACCESSES = 12;

  private static final int MAX_BODY = 3000;

  private final AbstractInsnNode[] code;
  private final Operands operands;
  private final ArraySources sources;
  private final ControlFlow flow;
  private final Assignments assignments;
  private final IntPredicate isChecked;
  private final IntPredicate mayRelease;

  /**
   * For one method.
   *
   * @param isChecked whether the access at an index needs a check
   * @param mayRelease whether the thread may synchronize at an index
   */
  RangeChecks(
      MethodNode method,
      Operands operands,
      ArraySources sources,
      IntPredicate isChecked,
      IntPredicate mayRelease) {
    this.code = method.instructions.toArray();
    this.operands = operands;
    this.sources = sources;
    this.flow = new ControlFlow(method, code);
    this.assignments = new Assignments(code);
    this.isChecked = isChecked;
    this.mayRelease = mayRelease;
  }

  /** The loops that have accesses to check at their end. */
  List<Plan> find() {
    List<Plan> plans = new ArrayList<>();
    int[][] successors = new int[code.length][];
    for (int i = 0; i < code.length; i++) {
      successors[i] = flow.successors(i).stream().mapToInt(n -> n).toArray();
    }
    for (Loop loop : Loop.find(successors)) {
      Plan plan = isSuitable(loop, successors) ? plan(loop) : null;
      if (plan != null) {
        plans.add(plan);
      }
    }
    plans.sort(Comparator.comparingInt(p -> p.loop.header));
    return plans;
  }

  private boolean isSuitable(Loop loop, int[][] successors) {
    boolean accesses = false;
    if (loop.body.cardinality() > MAX_BODY) {
      return false;
    }
    for (int i = loop.body.nextSetBit(0); i >= 0; i = loop.body.nextSetBit(i + 1)) {
      accesses |= isChecked.test(i);
      boolean isSwitch =
          code[i] instanceof TableSwitchInsnNode || code[i] instanceof LookupSwitchInsnNode;
      if (mayRelease.test(i)
          || code[i].getOpcode() == JSR
          || code[i].getOpcode() == RET
          || assignsFinal(i)) {
        return false;
      }
      for (int next : successors[i]) {
        boolean stays = loop.body.get(next);
        if (stays ? flow.isHandler(i, next) : isSwitch) {
          return false;
        }
      }
    }
    return accesses && isEnteredSimply(loop, successors);
  }

  private boolean assignsFinal(int i) {
    boolean assigns = code[i].getOpcode() == PUTFIELD || code[i].getOpcode() == PUTSTATIC;
    return assigns && sources.isDeclaredFinal((FieldInsnNode) code[i]);
  }

  private boolean isEnteredSimply(Loop loop, int[][] successors) {
    for (int i = 0; i < code.length; i++) {
      for (int next : successors[i]) {
        boolean enters = next == loop.header && !loop.body.get(i);
        boolean falls = i == loop.header - 1 && code[i].getOpcode() != GOTO;
        boolean jumps = code[i].getOpcode() == GOTO;
        if (enters && (flow.isHandler(i, next) || !falls && !jumps)) {
          return false;
        }
      }
    }
    return true;
  }

  private Plan plan(Loop loop) {
    Map<Integer, Integer> steps = new HashMap<>();
    List<Integer> counters = new ArrayList<>();
    for (int i = loop.body.nextSetBit(0); i >= 0; i = loop.body.nextSetBit(i + 1)) {
      if (code[i].getOpcode() == IINC) {
        IincInsnNode increment = (IincInsnNode) code[i];
        if (increment.incr != 0
            && assignments.only(loop, increment.var) == i
            && loop.passesOnce(i)
            && loop.passes(i, loop.header)) {
          steps.put(increment.var, increment.incr);
          counters.add(i);
        }
      }
    }
    Plan best = null;
    LinearIndex.Finder indexes =
        new LinearIndex.Finder(loop, code, operands, sources, assignments, steps);
    for (int counter : counters) {
      List<Access> accesses = accesses(loop, counter, indexes);
      if (!accesses.isEmpty() && (best == null || accesses.size() > best.accesses.size())) {
        best = new Plan(loop, counter, accesses);
      }
    }
    return best;
  }

  private List<Access> accesses(Loop loop, int counter, LinearIndex.Finder indexes) {
    List<Access> found = new ArrayList<>();
    BitSet body = loop.body;
    for (int i = body.nextSetBit(0);
        i >= 0 && found.size() < MAX_ACCESSES;
        i = body.nextSetBit(i + 1)) {
      if (isChecked.test(i) && loop.passesOnce(i) && loop.passes(i, counter)) {
        boolean write = code[i].getOpcode() >= IASTORE;
        InsnList array = array(loop, i, write ? 2 : 1);
        LinearIndex element = array == null ? null : indexes.find(i, write ? 1 : 0, i);
        if (element != null) {
          found.add(new Access(i, write, array, element));
        }
      }
    }
    found.sort((a, b) -> a == b ? 0 : loop.passes(a.index, b.index) ? -1 : 1);
    return found;
  }

  // What loads the array before the first iteration and throws nothing.
  private InsnList array(Loop loop, int access, int depth) {
    InsnList load = new InsnList();
    int variable = operands.variable(access, depth);
    if (variable >= 0) {
      load.add(new VarInsnNode(ALOAD, variable));
      return assignments.isAssigned(loop, variable) ? null : load;
    }
    AbstractInsnNode producer = operands.origin(access, depth);
    if (producer instanceof FieldInsnNode && sources.isFinal((FieldInsnNode) producer)) {
      if (producer.getOpcode() == GETFIELD) {
        load.add(new VarInsnNode(ALOAD, 0));
      } else if (!sources.isOwn((FieldInsnNode) producer)) {
        return null; // it might initialize a class too early
      }
      load.add(producer.clone(null));
      return load;
    }
    return null;
  }
}
