package dev.racedetect.it.differential.program;

import dev.racedetect.it.differential.trace.Trace;
import dev.racedetect.it.differential.trace.Variable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A thread of a program as the machine runs it. */
final class Strand {
  /** A method that has been entered. */
  private static final class Frame {
    final Code code;
    final Map<String, Object> locals;
    int pc;

    Frame(Code code, Map<String, Object> locals) {
      this.code = code;
      this.locals = locals;
    }
  }

  /** Where an exception goes. */
  private record Handler(int depth, Code.Label at) {}

  /** What a thread does by itself, or one task of an executor's thread; {@code done} is released when it is. */
  private record Task(Code code, Object started, Object done) {}

  /** An index was out of bounds. */
  static final class OutOfBounds extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutOfBounds() {
      super(null, null, false, false);
    }
  }

  final Machine machine;
  final int id;
  int line;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final Deque<Handler> handlers = new ArrayDeque<>();
  private final Deque<Task> tasks = new ArrayDeque<>();
  private Task task;
  private BooleanSupplier ready = () -> true;
  private boolean suspended;

  Strand(Machine machine, int id) {
    this.machine = machine;
    this.id = id;
  }

  /** From now on it can run that code, which comes after what was released to {@code started}. */
  void submit(Code code, Object started, Object done) {
    tasks.add(new Task(code, started, done));
  }

  boolean isIdle() {
    return task == null && tasks.isEmpty();
  }

  boolean canRun() {
    return task == null ? !tasks.isEmpty() : ready.getAsBoolean();
  }

  /** Runs until it hands over. */
  void run() {
    if (task == null) {
      task = tasks.remove();
      acquire(task.started());
      // The object that instance methods are called on; static ones do not look.
      Instance receiver = machine.objects.get("O0");
      call(task.code(), new HashMap<>(Map.of("me", (long) id, "this", receiver)));
    }
    suspended = false;
    ready = () -> true;
    while (!suspended && !frames.isEmpty()) {
      step();
    }
    if (frames.isEmpty()) {
      release(task.done());
      machine.done(task.done());
      task = null;
    }
  }

  private void step() {
    Frame frame = frames.peek();
    if (frame.pc == frame.code.size()) {
      frames.pop();
      return;
    }
    machine.count();
    try {
      frame.code.at(frame.pc++).run(this);
    } catch (OutOfBounds e) {
      unwind(e);
    }
  }

  /** Hands over to whoever is next; goes on when {@code condition} holds. */
  void suspend(BooleanSupplier condition) {
    suspended = true;
    ready = condition;
  }

  // ---- control

  void call(Code code, Map<String, Object> locals) {
    frames.push(new Frame(code, locals));
  }

  void jump(Code.Label target) {
    frames.peek().pc = target.at;
  }

  void leaveMethod() {
    frames.pop();
  }

  void handle(Code.Label at) {
    handlers.push(new Handler(frames.size(), at));
  }

  void endHandle() {
    handlers.pop();
  }

  private void unwind(OutOfBounds e) {
    if (handlers.isEmpty()) {
      throw new IllegalStateException("uncaught at line " + line, e);
    }
    Handler handler = handlers.pop();
    while (frames.size() > handler.depth()) {
      frames.pop();
    }
    jump(handler.at());
  }

  // ---- local variables

  Object local(String name) {
    Object value = frames.peek().locals.get(name);
    if (value == null) {
      throw new IllegalStateException("local " + name + " is not set, line " + line);
    }
    return value;
  }

  boolean isNull(String name) {
    return frames.peek().locals.get(name) == null;
  }

  long number(String name) {
    return (Long) local(name);
  }

  void set(String name, Object value) {
    frames.peek().locals.put(name, value);
  }

  // ---- actions

  long read(Cell cell) {
    access(cell, false);
    return cell.get();
  }

  void write(Cell cell, long value) {
    access(cell, true);
    cell.set(value);
  }

  void access(Variable variable, boolean write) {
    if (variable == null) {
      throw new OutOfBounds();
    }
    trace().access(id, variable, write, line);
  }

  /** The accesses of this line are those of one call. */
  void beginRange() {
    trace().range(line);
  }

  void acquire(Object sync) {
    trace().acquire(id, sync);
  }

  void release(Object sync) {
    trace().release(id, sync);
  }

  private Trace trace() {
    return machine.trace;
  }
}
