package dev.racedetect.it.differential.program;

import java.util.List;
import java.util.function.Predicate;

/** A statement that synchronizes. */
abstract class Action extends Statement {
  private final String source;

  Action(String source) {
    this.source = source;
  }

  final String source() {
    return source;
  }

  /** One that never blocks. */
  static Action plain(String source, Code.Operation effect) {
    return new Action(source) {
      @Override
      void write(Source out) {
        line(out, source());
      }

      @Override
      void compile(Code code) {
        operation(code, effect);
      }
    };
  }

  /** One that hands over first, and goes on when it would not block. */
  static Action blocking(String source, Predicate<Strand> ready, Code.Operation effect) {
    return new Action(source) {
      @Override
      void write(Source out) {
        out.line("Turn.next(me);");
        line(out, source());
      }

      @Override
      void compile(Code code) {
        operation(code, s -> s.suspend(() -> ready.test(s)));
        operation(code, effect);
      }
    };
  }

  /** One that hands over while it blocks: {@code before} hands over, {@code after} is what follows. */
  static Action waiting(String source, Code.Operation before, Code.Operation after) {
    return new Action(source) {
      @Override
      void write(Source out) {
        out.line("Turn.leave(me);");
        line(out, source());
        out.line("Turn.enter(me);");
      }

      @Override
      void compile(Code code) {
        operation(code, before);
        operation(code, after);
      }
    };
  }

  /** {@code if (source) {…}}; {@code effect} tells whether it is true. */
  static Action conditional(String source, Predicate<Strand> effect, List<Statement> body) {
    return new Action(source) {
      @Override
      void write(Source out) {
        line(out, "if (" + source() + ") {");
        writeAll(out, body);
        out.line("}");
      }

      @Override
      void compile(Code code) {
        Code.Label end = new Code.Label();
        operation(code, s -> {
          if (!effect.test(s)) {
            s.jump(end);
          }
        });
        compileAll(code, body);
        code.set(end);
      }
    };
  }

  /** Hands over. */
  static Action turn() {
    return plain("Turn.next(me);", s -> s.suspend(() -> true));
  }
}
