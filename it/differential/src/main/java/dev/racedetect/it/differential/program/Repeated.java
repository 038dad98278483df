package dev.racedetect.it.differential.program;

import java.util.List;

/** Statements that are run many times where strands run freely, but only once by the machine. */
final class Repeated extends Statement {
  private final List<Statement> body;

  Repeated(List<Statement> body) {
    this.body = body;
  }

  @Override
  void write(Source out) {
    out.line("for (int r = 0; r < Turn.REPEATS; r++) {");
    writeAll(out, body);
    out.line("}");
  }

  @Override
  void compile(Code code) {
    compileAll(code, body);
  }
}
