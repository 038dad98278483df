package dev.racedetect.it.differential.program;

import dev.racedetect.it.differential.trace.Variable;
import java.util.List;

/** Objects that strands make and hand over by plain static fields: what a constructor writes is no secret then. */
final class Nodes {
  /** The constructors that the class may have; all on one line, which is where their accesses are. */
  private static final List<String> CONSTRUCTORS = List.of(
      "N(int v) { a = v; b = v; }",
      "N(int v) { a = v; if (v > 3) { b = v; } }",
      "N(int v) { this(v, v); } N(int v, long w) { a = v; b = w; }",
      "N(int v) { b = v; }",
      "N(int v) { a = v; a++; b = a; }");

  static final int SHAPES = 5;

  private Nodes() {}

  /** The class with the constructors of that number. */
  static String declaration(int shape) {
    return "private static final class N { int a; long b; " + CONSTRUCTORS.get(shape) + " }";
  }

  /** {@code name = new N(value);}. */
  static final class Make extends Statement.Simple {
    private final String name;
    private final Value value;

    Make(String name, Value value) {
      this.name = name;
      this.value = value;
    }

    @Override
    String source() {
      return name + " = new N((int) (" + value.source() + "));";
    }

    @Override
    void run(Strand s) {
      long v = (int) value.evaluate(s);
      Instance made = s.machine.node();
      int line = s.line;
      s.line = s.machine.nodeLine();
      construct(s, made, v);
      s.line = line;
      Cell cell = s.machine.statics.get(name);
      s.access(cell, true);
      cell.object = made;
    }

    private static void construct(Strand s, Instance made, long v) {
      Cell a = made.fields.get("a");
      Cell b = made.fields.get("b");
      int shape = s.machine.nodeShape();
      if (shape != 3) {
        s.write(a, v);
      }
      if (shape == 4) {
        s.write(a, s.read(a) + 1);
        s.write(b, s.read(a));
      } else if (shape != 1 || v > 3) {
        s.write(b, v);
      }
    }
  }

  /** {@code local = name;}. */
  static final class Load extends Statement.Simple {
    private final String local;
    private final String name;

    Load(String local, String name) {
      this.local = local;
      this.name = name;
    }

    @Override
    String source() {
      return local + " = " + name + ";";
    }

    @Override
    void run(Strand s) {
      Cell cell = s.machine.statics.get(name);
      s.access(cell, false);
      s.set(local, cell.object);
    }
  }

  /** {@code if (local != null) {…}}. */
  static final class IfPresent extends Statement {
    private final String local;
    private final List<Statement> body;

    IfPresent(String local, List<Statement> body) {
      this.local = local;
      this.body = body;
    }

    @Override
    void write(Source out) {
      line(out, "if (" + local + " != null) {");
      writeAll(out, body);
      out.line("}");
    }

    @Override
    void compile(Code code) {
      Code.Label end = new Code.Label();
      operation(code, s -> {
        if (s.isNull(local)) {
          s.jump(end);
        }
      });
      compileAll(code, body);
      code.set(end);
    }
  }

  /** A new object of the class named {@code owner}, whose fields nobody has accessed. */
  static Instance instance(String owner, int number) {
    Instance made = new Instance("N" + number);
    for (Type type : List.of(Type.INT, Type.LONG)) {
      String field = type == Type.INT ? "a" : "b";
      String where = made.name + "." + field;
      made.fields.put(field, new Cell(Variable.Kind.FIELD, owner + "$N." + field, -1, where, type));
    }
    return made;
  }
}
