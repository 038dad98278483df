package dev.racedetect.it.differential.program;

import java.util.ArrayList;
import java.util.List;

/** A method of a program. */
final class Method {
  private final String name;
  private final String modifiers;
  private final String monitor;
  private final List<String> parameters = new ArrayList<>();
  private final List<Statement> body = new ArrayList<>();
  private final Code code = new Code();

  /**
   * Makes a method without a body.
   *
   * @param monitor of a synchronized method, else null
   */
  Method(String name, String modifiers, String monitor) {
    this.name = name;
    this.modifiers = modifiers;
    this.monitor = monitor;
  }

  String name() {
    return name;
  }

  Code code() {
    return code;
  }

  void parameter(String type, String parameter) {
    parameters.add(type + " " + parameter);
  }

  void add(Statement statement) {
    body.add(statement);
  }

  void addFirst(Statement statement) {
    body.add(0, statement);
  }

  void addAll(List<Statement> statements) {
    body.addAll(statements);
  }

  void write(Source out) {
    String all = parameters.isEmpty() ? "" : ", " + String.join(", ", parameters);
    String synchronizes = monitor == null ? "" : "synchronized ";
    out.line("private " + synchronizes + modifiers + "void " + name + "(int me" + all
        + ") throws Exception {");
    Statement.writeAll(out, body);
    out.line("}");
  }

  void compile() {
    if (monitor == null) {
      Statement.compileAll(code, body);
      return;
    }
    code.add(0, s -> Mutex.of(s.machine, monitor).enter(s));
    Guarded.compileGuarded(
        code, () -> Statement.compileAll(code, body), s -> Mutex.of(s.machine, monitor)
            .exit(s));
  }

  /** Declares a local variable and assigns it. */
  static Statement declare(String type, Statement.Simple assignment) {
    return new Statement.Simple() {
      @Override
      String source() {
        return type + " " + assignment.source();
      }

      @Override
      void run(Strand s) {
        assignment.run(s);
      }
    };
  }

  /** Declares a local variable that holds one of the {@link Nodes}, and has none yet. */
  static Statement declareNode(String name) {
    return new Statement.Simple() {
      @Override
      String source() {
        return "N " + name + " = null;";
      }

      @Override
      void run(Strand s) {
        s.set(name, null);
      }
    };
  }
}
