package dev.racedetect.it.differential.program;

import java.util.List;

/** A statement. It is written first, and compiled for the machine then: it remembers its line. */
abstract class Statement {
  private int line;

  /** Writes it. */
  abstract void write(Source out);

  /** Compiles it. */
  abstract void compile(Code code);

  final void line(Source out, String text) {
    line = out.line(text);
  }

  final void operation(Code code, Code.Operation operation) {
    code.add(line, operation);
  }

  static void writeAll(Source out, List<Statement> statements) {
    statements.forEach(statement -> statement.write(out));
  }

  static void compileAll(Code code, List<Statement> statements) {
    statements.forEach(statement -> statement.compile(code));
  }

  /** A statement on one line that hands over to nobody. */
  abstract static class Simple extends Statement {
    abstract String source();

    abstract void run(Strand s);

    @Override
    void write(Source out) {
      line(out, source());
    }

    @Override
    void compile(Code code) {
      operation(code, this::run);
    }
  }
}
