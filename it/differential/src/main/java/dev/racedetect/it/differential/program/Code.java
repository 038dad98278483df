package dev.racedetect.it.differential.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A method as the machine runs it: a list of operations with jumps. */
final class Code {
  /** One operation of a strand, which already points to the next one. */
  interface Operation {
    void run(Strand s);
  }

  /** A place in the code, known when it has been set. */
  static final class Label {
    int at = -1;
  }

  /** A block that is left by jumps: how to leave it, and if it is a loop, where {@code break} and {@code continue} go. */
  private record Scope(Label breaks, Label continues, Operation leave) {}

  private final List<Operation> operations = new ArrayList<>();
  private final Deque<Scope> scopes = new ArrayDeque<>();

  int size() {
    return operations.size();
  }

  Operation at(int pc) {
    return operations.get(pc);
  }

  /** Adds an operation of a source line. */
  void add(int line, Operation operation) {
    operations.add(s -> {
      s.line = line;
      operation.run(s);
    });
  }

  void set(Label label) {
    label.at = operations.size();
  }

  void jump(Label target) {
    operations.add(s -> s.jump(target));
  }

  /** Begins a loop. */
  void loop(Label breaks, Label continues) {
    scopes.push(new Scope(breaks, continues, null));
  }

  /** Begins a block that a jump out of it leaves by {@code leave}. */
  void block(Operation leave) {
    scopes.push(new Scope(null, null, leave));
  }

  /** Ends what began last. */
  void end() {
    scopes.pop();
  }

  /** Leaves the innermost loop, or goes on with its next turn. */
  void leave(boolean breaks) {
    for (Scope scope : scopes) {
      if (scope.breaks() != null) {
        jump(breaks ? scope.breaks() : scope.continues());
        return;
      }
      operations.add(scope.leave());
    }
    throw new IllegalStateException("no loop");
  }

  /** Leaves the method. */
  void leaveMethod() {
    for (Scope scope : scopes) {
      if (scope.leave() != null) {
        operations.add(scope.leave());
      }
    }
    operations.add(Strand::leaveMethod);
  }

  boolean isInLoop() {
    return scopes.stream().anyMatch(scope -> scope.breaks() != null);
  }
}
