package dev.racedetect.agent.transform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A natural loop of a method, by indices of instructions: it is entered through its header only.
 *
 * <p>An iteration begins at the header. What is said to be <em>passed</em> is passed in every iteration that gets so far.
 */
final class Loop {
  final int header;
  final BitSet body;
  private final BitSet latches = new BitSet();
  private final int[][] successors;
  private final Map<Integer, BitSet> avoiding = new HashMap<>();

  private Loop(int header, BitSet body, int[][] successors) {
    this.header = header;
    this.body = body;
    this.successors = successors;
  }

  /**
   * The loops of a method, innermost or not, without those that are entered elsewhere than at their header.
   *
   * @param successors for each instruction those that may be executed after it
   */
  static List<Loop> find(int[][] successors) {
    Map<Integer, Loop> byHeader = new HashMap<>();
    List<List<Integer>> predecessors = predecessors(successors);
    for (int[] edge : retreatingEdges(successors)) {
      BitSet body = body(edge[0], edge[1], predecessors);
      if (body.get(0) && edge[1] != 0) {
        continue;
      }
      Loop loop = byHeader.computeIfAbsent(edge[1], h -> new Loop(h, new BitSet(), successors));
      loop.body.or(body);
      loop.latches.set(edge[0]);
    }
    return new ArrayList<>(byHeader.values());
  }

  private static List<List<Integer>> predecessors(int[][] successors) {
    List<List<Integer>> predecessors = new ArrayList<>();
    for (int i = 0; i < successors.length; i++) {
      predecessors.add(new ArrayList<>());
    }
    for (int i = 0; i < successors.length; i++) {
      for (int next : successors[i]) {
        predecessors.get(next).add(i);
      }
    }
    return predecessors;
  }

  /** Edges to an instruction that a depth-first search from the method's entry has not left yet. */
  private static List<int[]> retreatingEdges(int[][] successors) {
    List<int[]> found = new ArrayList<>();
    BitSet seen = new BitSet();
    BitSet open = new BitSet();
    int[] next = new int[successors.length];
    Deque<Integer> path = new ArrayDeque<>(List.of(0));
    seen.set(0);
    open.set(0);
    while (!path.isEmpty()) {
      int i = path.peek();
      if (next[i] == successors[i].length) {
        open.clear(path.pop());
        continue;
      }
      int to = successors[i][next[i]++];
      if (open.get(to)) {
        found.add(new int[] {i, to});
      } else if (!seen.get(to)) {
        seen.set(to);
        open.set(to);
        path.push(to);
      }
    }
    return found;
  }

  private static BitSet body(int latch, int header, List<List<Integer>> predecessors) {
    BitSet body = new BitSet();
    body.set(header);
    Deque<Integer> work = new ArrayDeque<>();
    work.push(latch);
    while (!work.isEmpty()) {
      int i = work.pop();
      if (!body.get(i)) {
        body.set(i);
        predecessors.get(i).forEach(work::push);
      }
    }
    return body;
  }

  /** Whether each iteration passes {@code i} before it gets to {@code to}; each one that is completed, for the header. */
  boolean passes(int i, int to) {
    BitSet reached = avoiding.computeIfAbsent(i, this::reachedWithout);
    return to == header ? !reached.intersects(latches) : !reached.get(to);
  }

  /** Whether an iteration passes {@code i} once at most: it lies in no inner loop. */
  boolean passesOnce(int i) {
    BitSet reached = new BitSet();
    Deque<Integer> work = new ArrayDeque<>();
    work.push(i);
    while (!work.isEmpty()) {
      for (int next : successors[work.pop()]) {
        if (next == i) {
          return i == header;
        }
        if (next != header && body.get(next) && !reached.get(next)) {
          reached.set(next);
          work.push(next);
        }
      }
    }
    return true;
  }

  // What an iteration gets to without passing that instruction.
  private BitSet reachedWithout(int avoided) {
    BitSet reached = new BitSet();
    if (avoided == header) {
      return reached;
    }
    Deque<Integer> work = new ArrayDeque<>();
    reached.set(header);
    work.push(header);
    while (!work.isEmpty()) {
      for (int next : successors[work.pop()]) {
        if (next != avoided && next != header && body.get(next) && !reached.get(next)) {
          reached.set(next);
          work.push(next);
        }
      }
    }
    return reached;
  }
}
