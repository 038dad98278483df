package dev.racedetect.it.differential.program;

import java.util.List;

/** A block that is run while a lock is held. Hands over first, and goes on when the lock can be had. */
abstract class Guarded extends Statement {
  private final List<Statement> body;

  Guarded(List<Statement> body) {
    this.body = body;
  }

  abstract boolean isFree(Strand s);

  abstract void enter(Strand s);

  abstract void exit(Strand s);

  abstract String enterSource();

  /** Null where the end of the block is the exit. */
  abstract String exitSource();

  @Override
  void write(Source out) {
    out.line("Turn.next(me);");
    line(out, enterSource());
    if (exitSource() == null) {
      writeAll(out, body);
      out.line("}");
      return;
    }
    out.line("try {");
    writeAll(out, body);
    out.line("} finally {");
    out.line(exitSource());
    out.line("}");
  }

  @Override
  void compile(Code code) {
    operation(code, s -> s.suspend(() -> isFree(s)));
    operation(code, this::enter);
    compileGuarded(code, () -> compileAll(code, body), this::exit);
  }

  /** Compiles a body that is left by {@code exit}, however it is left. */
  static void compileGuarded(Code code, Runnable body, Code.Operation exit) {
    Code.Label handler = new Code.Label();
    Code.Label end = new Code.Label();
    Code.Operation leave = s -> {
      s.endHandle();
      exit.run(s);
    };
    code.add(0, s -> s.handle(handler));
    code.block(leave);
    body.run();
    code.end();
    code.add(0, leave);
    code.jump(end);
    code.set(handler);
    code.add(0, s -> {
      exit.run(s);
      throw new Strand.OutOfBounds();
    });
    code.set(end);
  }

  /** {@code synchronized (monitor) {…}}. */
  static final class Synchronized extends Guarded {
    private final String monitor;
    private final boolean whenAwaited;

    /** {@code whenAwaited}: goes on only when somebody waits for the monitor. */
    Synchronized(String monitor, boolean whenAwaited, List<Statement> body) {
      super(body);
      this.monitor = monitor;
      this.whenAwaited = whenAwaited;
    }

    private Mutex mutex(Strand s) {
      return Mutex.of(s.machine, monitor);
    }

    @Override
    boolean isFree(Strand s) {
      return mutex(s).isFree(s) && (!whenAwaited || mutex(s).hasWaiter());
    }

    @Override
    void enter(Strand s) {
      mutex(s).enter(s);
    }

    @Override
    void exit(Strand s) {
      mutex(s).exit(s);
    }

    @Override
    String enterSource() {
      return "synchronized (" + monitor + ") {";
    }

    @Override
    String exitSource() {
      return null;
    }
  }

  /** {@code lock.lock(); try {…} finally {lock.unlock();}}. */
  static final class Locked extends Guarded {
    private final String lock;
    private final boolean whenAwaited;

    /** {@code whenAwaited}: goes on only when somebody waits for the lock's condition. */
    Locked(String lock, boolean whenAwaited, List<Statement> body) {
      super(body);
      this.lock = lock;
      this.whenAwaited = whenAwaited;
    }

    private Mutex mutex(Strand s) {
      return Mutex.of(s.machine, lock);
    }

    @Override
    boolean isFree(Strand s) {
      return mutex(s).isFree(s) && (!whenAwaited || mutex(s).hasWaiter());
    }

    @Override
    void enter(Strand s) {
      mutex(s).enter(s);
    }

    @Override
    void exit(Strand s) {
      mutex(s).exit(s);
    }

    @Override
    String enterSource() {
      return lock + ".lock();";
    }

    @Override
    String exitSource() {
      return lock + ".unlock();";
    }
  }

  /** As {@link Locked}, by the read or the write lock of a ReentrantReadWriteLock. */
  static final class ReadWriteLocked extends Guarded {
    private final String lock;
    private final boolean write;

    ReadWriteLocked(String lock, boolean write, List<Statement> body) {
      super(body);
      this.lock = lock;
      this.write = write;
    }

    private ReadWriteMutex mutex(Strand s) {
      return ReadWriteMutex.of(s.machine, lock);
    }

    @Override
    boolean isFree(Strand s) {
      return mutex(s).isFree(s, write);
    }

    @Override
    void enter(Strand s) {
      mutex(s).enter(s, write);
    }

    @Override
    void exit(Strand s) {
      mutex(s).exit(s, write);
    }

    @Override
    String enterSource() {
      return half() + ".lock();";
    }

    @Override
    String exitSource() {
      return half() + ".unlock();";
    }

    private String half() {
      return lock + (write ? ".writeLock()" : ".readLock()");
    }
  }
}
