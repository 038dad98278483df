package dev.racedetect.agent.model;

import java.util.ArrayList;
import java.util.List;

/** The rows of one class, and the phrases in which a model states them. */
final class ClassRows {
  private static final int LAST = Integer.MAX_VALUE;

  private final String internalName;
  private final int feature;
  private final List<Row> rows = new ArrayList<>();
  private boolean quiet;
  private boolean quietCalls;
  private Operand monitor;

  ClassRows(String internalName, int feature) {
    this.internalName = internalName;
    this.feature = feature;
  }

  String internalName() {
    return internalName;
  }

  List<Row> rows() {
    return rows;
  }

  boolean isEmpty() {
    return rows.isEmpty() && !quiet && !quietCalls && monitor == null;
  }

  /** The locks that this class creates for its own use order nothing by themselves. */
  ClassRows quietLocks() {
    quiet = true;
    return this;
  }

  boolean hasQuietLocks() {
    return quiet;
  }

  /** The maps that this class uses order nothing, in the JDKs from {@code first} to {@code last}. */
  void quietCalls(int first, int last) {
    quietCalls = first <= feature && feature <= last;
  }

  boolean hasQuietCalls() {
    return quietCalls;
  }

  /**
   * Every monitor section of this class, method or block, orders like one of a user's class.
   *
   * @param lock what its blocks lock
   */
  ClassRows monitors(Operand lock) {
    monitor = lock;
    return this;
  }

  /** What the class's monitor blocks lock; null if its monitors are not modelled. */
  Operand monitor() {
    return monitor;
  }

  /**
   * Rows for methods of this class.
   *
   * @param methods names, each with or without its descriptor; a bare name means every overload with a body
   */
  MethodRows on(String... methods) {
    return on(0, LAST, methods);
  }

  /** Rows for methods that exist since a JDK. */
  MethodRows since(int first, String... methods) {
    return on(first, LAST, methods);
  }

  /** Rows for methods that exist up to and with a JDK. */
  MethodRows until(int last, String... methods) {
    return on(0, last, methods);
  }

  private MethodRows on(int since, int until, String... methods) {
    return new MethodRows(since, until, methods);
  }

  /** The rows of some methods. */
  final class MethodRows {
    private final int since;
    private final int until;
    private final String[] methods;

    private MethodRows(int since, int until, String[] methods) {
      this.since = since;
      this.until = until;
      this.methods = methods;
    }

    MethodRows enter(Probe probe, Operand... operands) {
      return add(Point.ENTER, null, probe, operands);
    }

    MethodRows exit(Probe probe, Operand... operands) {
      return add(Point.EXIT, null, probe, operands);
    }

    MethodRows thrown(Probe probe, Operand... operands) {
      return add(Point.THROW, null, probe, operands);
    }

    /** At each return and at each exception that leaves the method. */
    MethodRows always(Probe probe, Operand... operands) {
      return exit(probe, operands).thrown(probe, operands);
    }

    MethodRows result(Probe probe) {
      return add(Point.RESULT, null, probe);
    }

    MethodRows beforeCall(String member, Probe probe, Operand... operands) {
      return add(Point.BEFORE_CALL, member, probe, operands);
    }

    MethodRows afterCall(String member, Probe probe, Operand... operands) {
      return add(Point.AFTER_CALL, member, probe, operands);
    }

    /** The probe gets the object whose field is read, and the value. */
    MethodRows afterRead(String member, Probe probe) {
      return add(Point.AFTER_READ, member, probe);
    }

    private MethodRows add(Point point, String member, Probe probe, Operand... operands) {
      if (since <= feature && feature <= until) {
        for (String method : methods) {
          rows.add(new Row(method, point, member, probe, operands));
        }
      }
      return this;
    }
  }
}
