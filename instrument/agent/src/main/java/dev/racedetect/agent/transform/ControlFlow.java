package dev.racedetect.agent.transform;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** What an execution of a method passes on its way, by indices of instructions. */
final class ControlFlow {
  private final MethodNode method;
  private final AbstractInsnNode[] code;

  ControlFlow(MethodNode method, AbstractInsnNode[] code) {
    this.method = method;
    this.code = code;
  }

  /** The last instruction up to {@code limit} that is passed by all executions that reach it or one behind it. */
  int passedBefore(int limit) {
    int found = limit;
    boolean moved = true;
    while (moved && found < code.length) {
      moved = false;
      for (int i = 0; i < found; i++) {
        for (int target : targets(i)) {
          if (target >= found) {
            found = i;
            moved = true;
            break;
          }
        }
      }
    }
    return found;
  }

  /**
   * Which of some instructions every execution has passed when it reaches {@code end}, or with the method's length when it
   * returns; numbers in {@code points}.
   */
  List<Integer> passedAlways(List<Integer> points, int end) {
    BitSet[] passed = new BitSet[code.length];
    passed[0] = new BitSet();
    BitSet atEnd = null;
    Deque<Integer> work = new ArrayDeque<>(List.of(0));
    while (!work.isEmpty()) {
      int i = work.remove();
      if (i == end) {
        continue;
      }
      BitSet after = (BitSet) passed[i].clone();
      int point = points.indexOf(i);
      if (point >= 0) {
        after.set(point);
      }
      for (int next : successors(i)) {
        // An exception may come before the instruction has done its work.
        if (merge(passed, next, isHandler(i, next) ? passed[i] : after)) {
          work.add(next);
        }
      }
    }
    for (int i = 0; i < code.length; i++) {
      boolean ends = end < code.length ? i == end : isReturn(i);
      if (ends && passed[i] != null) {
        atEnd = atEnd == null ? (BitSet) passed[i].clone() : intersection(atEnd, passed[i]);
      }
    }
    List<Integer> found = new ArrayList<>();
    for (int k = 0; atEnd != null && k < points.size(); k++) {
      if (atEnd.get(k)) {
        found.add(k);
      }
    }
    return found;
  }

  private static BitSet intersection(BitSet a, BitSet b) {
    BitSet both = (BitSet) a.clone();
    both.and(b);
    return both;
  }

  private static boolean merge(BitSet[] passed, int at, BitSet more) {
    if (passed[at] == null) {
      passed[at] = (BitSet) more.clone();
      return true;
    }
    BitSet both = intersection(passed[at], more);
    boolean changed = !both.equals(passed[at]);
    passed[at] = both;
    return changed;
  }

  private boolean isReturn(int i) {
    int opcode = code[i].getOpcode();
    return opcode >= IRETURN && opcode <= RETURN;
  }

  /** Whether an exception of instruction {@code i} may be caught at {@code next}. */
  boolean isHandler(int i, int next) {
    for (TryCatchBlockNode b : method.tryCatchBlocks) {
      if (index(b.handler) == next && index(b.start) <= i && i < index(b.end)) {
        return true;
      }
    }
    return false;
  }

  /** What may be executed after instruction {@code i}, handlers of its exceptions included. */
  List<Integer> successors(int i) {
    List<Integer> next = targets(i);
    int opcode = code[i].getOpcode();
    boolean falls = !isReturn(i)
        && opcode != GOTO
        && opcode != ATHROW
        && opcode != TABLESWITCH
        && opcode != LOOKUPSWITCH;
    if (falls && i + 1 < code.length) {
      next.add(i + 1);
    }
    return next;
  }

  private List<Integer> targets(int i) {
    List<Integer> next = new ArrayList<>();
    AbstractInsnNode n = code[i];
    if (n instanceof JumpInsnNode) {
      next.add(index(((JumpInsnNode) n).label));
    } else if (n instanceof TableSwitchInsnNode) {
      addAll(next, ((TableSwitchInsnNode) n).labels, ((TableSwitchInsnNode) n).dflt);
    } else if (n instanceof LookupSwitchInsnNode) {
      addAll(next, ((LookupSwitchInsnNode) n).labels, ((LookupSwitchInsnNode) n).dflt);
    }
    for (TryCatchBlockNode b : method.tryCatchBlocks) {
      if (index(b.start) <= i && i < index(b.end)) {
        next.add(index(b.handler));
      }
    }
    return next;
  }

  private void addAll(List<Integer> to, List<LabelNode> labels, LabelNode other) {
    for (LabelNode label : labels) {
      to.add(index(label));
    }
    to.add(index(other));
  }

  private int index(LabelNode label) {
    return method.instructions.indexOf(label);
  }
}
