package dev.racedetect.agent.transform;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which accesses of a method need no check, because on every path to them the same variable was checked before and the
 * thread has synchronized with nobody since: it is still in the same epoch, in which FastTrack records a variable once
 * ("RedCard: Redundant Check Elimination for Dynamic Race Detectors", Flanagan and Freund, ECOOP 2013).
 *
 * <p>A check of a write stands for later reads too, a check of a read for reads only. An access is told by what it is
 * reached through: local variables that have not been assigned since.
 *
 * <p>A forward data-flow analysis; a set bit says that a check is available. A check is made by the bit of its access, and
 * taken away by what may release and by an assignment to a local variable it was reached through.
 */
final class AvailableChecks {
  private final AbstractInsnNode[] code;
  private final ControlFlow flow;
  private final Map<String, Integer> keys = new HashMap<>();
  private final Map<Integer, BitSet> byVariable = new HashMap<>();
  private final Map<Integer, int[]> madeBy = new HashMap<>();
  private final BitSet releases = new BitSet();
  private final BitSet lasting = new BitSet();
  private final BitSet redundant = new BitSet();

  AvailableChecks(MethodNode method) {
    this.code = method.instructions.toArray();
    this.flow = new ControlFlow(method, code);
  }

  /** Notes that the instruction may release, or begin a new epoch otherwise. */
  void releases(int index) {
    releases.set(index);
  }

  /** Whether that was noted of the instruction. */
  boolean mayRelease(int index) {
    return releases.get(index);
  }

  /**
   * Notes a checked access.
   *
   * @param key what is accessed, one for the same variable as long as none of {@code variables} is assigned
   * @param variables the local variables that the key is about
   */
  void access(int index, String key, boolean write, int... variables) {
    int read = number("r " + key, variables);
    int[] made = write ? new int[] {read, number("w " + key, variables)} : new int[] {read};
    madeBy.put(index, made);
  }

  /** As {@link #access}, for a check whose outcome stays whatever the thread does: what it knows it never forgets. */
  void lasting(int index, String key, int... variables) {
    int made = number("l " + key, variables);
    lasting.set(made);
    madeBy.put(index, new int[] {made});
  }

  private int number(String key, int... variables) {
    int number = keys.computeIfAbsent(key, k -> keys.size());
    for (int v : variables) {
      byVariable.computeIfAbsent(v, k -> new BitSet()).set(number);
    }
    return number;
  }

  /** Finds the accesses that need no check; to be called once, after all have been noted. */
  void solve() {
    if (madeBy.size() < 2) {
      return;
    }
    BitSet[] before = new BitSet[code.length];
    before[0] = new BitSet();
    Deque<Integer> work = new ArrayDeque<>(List.of(0));
    while (!work.isEmpty()) {
      int i = work.pop();
      BitSet after = (BitSet) before[i].clone();
      apply(i, after);
      // A handler is entered from within: with what was there before and outlives the instruction.
      BitSet thrown = (BitSet) after.clone();
      thrown.and(before[i]);
      for (int next : flow.successors(i)) {
        merge(before, next, flow.isHandler(i, next) ? thrown : after, work);
      }
    }
    madeBy.forEach((i, made) -> {
      if (before[i] != null && before[i].get(made[made.length - 1])) {
        redundant.set(i);
      }
    });
  }

  /** Whether the access at that instruction needs no check. */
  boolean isRedundant(int index) {
    return redundant.get(index);
  }

  private static void merge(BitSet[] before, int i, BitSet available, Deque<Integer> work) {
    if (before[i] == null) {
      before[i] = (BitSet) available.clone();
      work.push(i);
      return;
    }
    int size = before[i].cardinality();
    before[i].and(available);
    if (before[i].cardinality() < size) {
      work.push(i);
    }
  }

  private void apply(int i, BitSet available) {
    if (releases.get(i)) {
      available.and(lasting);
    }
    for (int variable : Assignments.variables(code[i])) {
      assigned(variable, available);
    }
    int[] made = madeBy.get(i);
    if (made != null) {
      for (int bit : made) {
        available.set(bit);
      }
    }
  }

  private void assigned(int variable, BitSet available) {
    BitSet about = byVariable.get(variable);
    if (about != null) {
      available.andNot(about);
    }
  }
}
