package dev.racedetect.it.differential.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The variables of the loops around a place, and what they can be. */
final class LoopVariables {
  private record Range(int min, int max) {}

  private final Random random;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Range> ranges = new HashMap<>();

  LoopVariables(Random random) {
    this.random = random;
  }

  /** A loop begins, whose variable is in that range. */
  void begin(String name, int min, int max) {
    names.add(name);
    ranges.put(name, new Range(min, max));
  }

  /** It ends. */
  void end(String name) {
    names.remove(name);
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  int depth() {
    return names.size();
  }

  /** The name of the variable of one more loop. */
  String next() {
    return "i" + names.size();
  }

  /** One of them. */
  String any() {
    return names.get(random.nextInt(names.size()));
  }

  /** An index made of one of them, mostly the innermost; null if there is none that fits into that length. */
  Index index(int length, boolean mayThrow) {
    if (names.isEmpty()) {
      return null;
    }
    String name = random.nextInt(4) > 0 ? names.get(names.size() - 1) : any();
    int min = ranges.get(name).min();
    int max = ranges.get(name).max();
    int kind = random.nextInt(10);
    if (kind == 8) {
      boolean fits = length - 1 - max >= 0 && length - 1 - min < length;
      return fits ? new Index.Mirrored(length - 1, name) : null;
    }
    if (kind == 9) {
      return 2 * min >= 0 && 2 * max < length ? new Index.Doubled(name) : null;
    }
    int offset = kind == 5 ? 1 : kind == 6 ? -1 : kind == 7 ? 2 : 0;
    boolean fits = min + offset >= 0 && max + offset < length;
    if (!fits && !(mayThrow && random.nextBoolean())) {
      return null;
    }
    return offset == 0 ? new Index.Local(name) : new Index.Offset(name, offset);
  }
}
