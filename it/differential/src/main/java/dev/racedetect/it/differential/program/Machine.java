package dev.racedetect.it.differential.program;

import dev.racedetect.it.differential.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Runs a program by what its constructs mean, one strand at a time. Who goes on at each hand-over is chosen at random
 * among those that can.
 */
final class Machine {
  private static final int MAX_OPERATIONS = 4_000;

  final Trace trace;
  final Map<String, Cell> statics = new LinkedHashMap<>();
  final Map<String, ArrayObject> arrays = new LinkedHashMap<>();
  final Map<String, Instance> objects = new LinkedHashMap<>();
  private final Map<String, Object> synchronizers = new HashMap<>();
  private final Map<Integer, Strand> strands = new LinkedHashMap<>();
  private final Set<Object> done = new HashSet<>();
  private final List<Integer> schedule = new ArrayList<>();
  private final Random random;
  private final String className;
  private final int nodeShape;
  private final int nodeLine;
  private int nodes;
  private int operations;

  /**
   * Makes a machine.
   *
   * @param className binary name of the program's class
   * @param nodeShape which constructors its {@link Nodes} have
   * @param nodeLine where those are
   */
  Machine(Trace trace, Random random, String className, int nodeShape, int nodeLine) {
    this.trace = trace;
    this.random = random;
    this.className = className;
    this.nodeShape = nodeShape;
    this.nodeLine = nodeLine;
  }

  /** A new one of the program's {@link Nodes}. */
  Instance node() {
    return Nodes.instance(className, nodes++);
  }

  int nodeShape() {
    return nodeShape;
  }

  int nodeLine() {
    return nodeLine;
  }

  Strand strand(int id) {
    return strands.computeIfAbsent(id, i -> new Strand(this, i));
  }

  /** The state of a synchronizer, made when first used. */
  <T> T synchronizer(String name, Class<T> type, java.util.function.Function<String, T> maker) {
    return type.cast(synchronizers.computeIfAbsent(name, maker));
  }

  void done(Object what) {
    done.add(what);
  }

  boolean isDone(Object what) {
    return done.contains(what);
  }

  void count() {
    operations++;
  }

  /** Runs all strands to their end; false when none can go on before that, or it takes too long. */
  boolean run() {
    while (true) {
      List<Strand> able = new ArrayList<>();
      boolean allIdle = true;
      for (Strand strand : strands.values()) {
        allIdle &= strand.isIdle();
        if (strand.canRun()) {
          able.add(strand);
        }
      }
      if (able.isEmpty() || operations > MAX_OPERATIONS) {
        return allIdle;
      }
      Strand next = able.get(random.nextInt(able.size()));
      schedule.add(next.id);
      next.run();
    }
  }

  /** The strands in the order in which they were let run. */
  int[] schedule() {
    return schedule.stream().mapToInt(Integer::intValue).toArray();
  }
}
