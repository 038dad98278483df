package dev.racedetect.it.differential.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Statements that decide what runs next. */
final class Control {
  private Control() {}

  /** A comparison of two ints. */
  record Condition(Index left, String operator, Index right) {
    String source() {
      return left.source() + " " + operator + " " + right.source();
    }

    boolean evaluate(Strand s) {
      int l = left.evaluate(s);
      int r = right.evaluate(s);
      switch (operator) {
        case "<":
          return l < r;
        case "<=":
          return l <= r;
        case ">":
          return l > r;
        case ">=":
          return l >= r;
        case "==":
          return l == r;
        default:
          return l != r;
      }
    }
  }

  /** {@code if (…) {…} else {…}}. */
  static final class If extends Statement {
    private final Condition condition;
    private final List<Statement> then;
    private final List<Statement> otherwise;

    If(Condition condition, List<Statement> then, List<Statement> otherwise) {
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }

    @Override
    void write(Source out) {
      line(out, "if (" + condition.source() + ") {");
      writeAll(out, then);
      if (!otherwise.isEmpty()) {
        out.line("} else {");
        writeAll(out, otherwise);
      }
      out.line("}");
    }

    @Override
    void compile(Code code) {
      Code.Label onFalse = new Code.Label();
      Code.Label end = new Code.Label();
      operation(code, s -> {
        if (!condition.evaluate(s)) {
          s.jump(onFalse);
        }
      });
      compileAll(code, then);
      code.jump(end);
      code.set(onFalse);
      compileAll(code, otherwise);
      code.set(end);
    }
  }

  /** {@code for (int i = from; i < to; i += step) {…}}, written as that or as another kind of loop. */
  static final class For extends Statement {
    /** How a loop is written. */
    enum Form {
      FOR,
      WHILE,
      DO
    }

    private final Form form;
    private final String name;
    private final Index from;
    private final Condition condition;
    private final int step;
    private final List<Statement> body;

    For(
        Form form,
        String name,
        Index from,
        String operator,
        Index to,
        int step,
        List<Statement> body) {
      this.form = form;
      this.name = name;
      this.from = from;
      this.condition = new Condition(new Index.Local(name), operator, to);
      this.step = step;
      this.body = body;
    }

    // In the forms other than FOR the variable is assigned first in the body, so that it need not
    // be last: continue
    // would not come by.
    @Override
    void write(Source out) {
      String init = "int " + name + " = " + from.source();
      if (form == Form.FOR) {
        String next = step == 1 ? name + "++" : step == -1 ? name + "--" : name + " += " + step;
        line(out, "for (" + init + "; " + condition.source() + "; " + next + ") {");
        writeAll(out, body);
        out.line("}");
        return;
      }
      out.line("{");
      line(
          out,
          init + "; " + (form == Form.WHILE ? "while (" + condition.source() + ") {" : "do {"));
      writeAll(out, body);
      out.line(name + " += " + step + ";");
      out.line(form == Form.WHILE ? "}" : "} while (" + condition.source() + ");");
      out.line("}");
    }

    @Override
    void compile(Code code) {
      Code.Label start = new Code.Label();
      Code.Label next = new Code.Label();
      Code.Label body = new Code.Label();
      Code.Label end = new Code.Label();
      operation(code, s -> s.set(name, (long) from.evaluate(s)));
      if (form == Form.DO) {
        code.jump(body);
      }
      code.set(start);
      operation(code, s -> {
        if (!condition.evaluate(s)) {
          s.jump(end);
        }
      });
      code.set(body);
      code.loop(end, next);
      compileAll(code, this.body);
      code.end();
      code.set(next);
      operation(code, s -> s.set(name, s.number(name) + step));
      code.jump(start);
      code.set(end);
    }
  }

  /** {@code if (…) break;} or {@code continue}. */
  static final class Leave extends Statement {
    private final Condition condition;
    private final boolean breaks;

    Leave(Condition condition, boolean breaks) {
      this.condition = condition;
      this.breaks = breaks;
    }

    @Override
    void write(Source out) {
      line(out, "if (" + condition.source() + ") {");
      out.line(breaks ? "break;" : "continue;");
      out.line("}");
    }

    @Override
    void compile(Code code) {
      Code.Label stay = new Code.Label();
      operation(code, s -> {
        if (!condition.evaluate(s)) {
          s.jump(stay);
        }
      });
      code.leave(breaks);
      code.set(stay);
    }
  }

  /** {@code if (…) return;}. */
  static final class Return extends Statement {
    private final Condition condition;

    Return(Condition condition) {
      this.condition = condition;
    }

    @Override
    void write(Source out) {
      line(out, "if (" + condition.source() + ") {");
      out.line("return;");
      out.line("}");
    }

    @Override
    void compile(Code code) {
      Code.Label stay = new Code.Label();
      operation(code, s -> {
        if (!condition.evaluate(s)) {
          s.jump(stay);
        }
      });
      code.leaveMethod();
      code.set(stay);
    }
  }

  /** {@code try {…} catch (ArrayIndexOutOfBoundsException e) {…}}. */
  static final class Try extends Statement {
    private final List<Statement> body;
    private final List<Statement> onCatch;

    Try(List<Statement> body, List<Statement> onCatch) {
      this.body = body;
      this.onCatch = onCatch;
    }

    @Override
    void write(Source out) {
      out.line("try {");
      writeAll(out, body);
      line(out, "} catch (ArrayIndexOutOfBoundsException e) {");
      writeAll(out, onCatch);
      out.line("}");
    }

    @Override
    void compile(Code code) {
      Code.Label handler = new Code.Label();
      Code.Label end = new Code.Label();
      operation(code, s -> s.handle(handler));
      code.block(Strand::endHandle);
      compileAll(code, body);
      code.end();
      operation(code, Strand::endHandle);
      code.jump(end);
      code.set(handler);
      compileAll(code, onCatch);
      code.set(end);
    }
  }

  /** A call of a method of the program; the names of its parameters are those of the method. */
  static final class Call extends Statement {
    private final Method method;
    private final ObjectRef receiver;
    private final Map<String, Object> arguments;

    Call(Method method, ObjectRef receiver, Map<String, Object> arguments) {
      this.method = method;
      this.receiver = receiver;
      this.arguments = arguments;
    }

    @Override
    void write(Source out) {
      StringBuilder call = new StringBuilder();
      call.append(receiver == null ? "" : receiver.source() + ".").append(method.name());
      call.append("(me");
      arguments.values().forEach(each -> call.append(", ").append(source(each)));
      line(out, call.append(");").toString());
    }

    private static String source(Object argument) {
      return argument instanceof ArrayRef array
          ? array.source()
          : argument instanceof ObjectRef object ? object.source() : ((Index) argument).source();
    }

    @Override
    void compile(Code code) {
      operation(code, s -> {
        Map<String, Object> locals = new HashMap<>();
        locals.put("me", (long) s.id);
        if (receiver != null) {
          locals.put("this", receiver.evaluate(s));
        }
        arguments.forEach((name, argument) -> locals.put(name, value(argument, s)));
        s.call(method.code(), locals);
      });
    }

    private static Object value(Object argument, Strand s) {
      return argument instanceof ArrayRef array
          ? array.evaluate(s)
          : argument instanceof ObjectRef object
              ? object.evaluate(s)
              : (Object) (long) ((Index) argument).evaluate(s);
    }
  }
}
