package dev.racedetect.it.differential.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What synchronizers do, by their documentation: which actions release, which acquire, and when they can go on. Each
 * synchronizer is a static final field of the program.
 */
final class Synchronizers {
  private Synchronizers() {}

  /** A number of permits, counts or parties. */
  private static final class Count {
    long value;
  }

  private static final class Elements {
    final Deque<Object> queue = new ArrayDeque<>();
    int placed;
  }

  private static Count count(Strand s, String name, long initial) {
    return s.machine.synchronizer("count " + name, Count.class, n -> {
      Count made = new Count();
      made.value = initial;
      return made;
    });
  }

  private static Elements elements(Strand s, String name) {
    return s.machine.synchronizer("queue " + name, Elements.class, n -> new Elements());
  }

  // ---- monitors and locks

  static Action await(String monitor) {
    return waiting(monitor, monitor + ".wait();");
  }

  static Action awaitCondition(String lock, String condition) {
    return waiting(lock, condition + ".await();");
  }

  private static Action waiting(String mutex, String source) {
    return Action.waiting(
        source, s -> Mutex.of(s.machine, mutex).await(s), s -> Mutex.of(s.machine, mutex)
            .awaited(s));
  }

  /** Wakes the strand that waits for the monitor or lock, if there is one. */
  static Action signal(String mutex, String source) {
    return Action.plain(source, s -> Mutex.of(s.machine, mutex).signal());
  }

  /** {@code if (lock.tryLock()) {try {…} finally {lock.unlock();}}}. */
  static List<Statement> tryLock(String lock, List<Statement> body) {
    Statement unlocking = new Statement() {
      @Override
      void write(Source out) {
        out.line("try {");
        writeAll(out, body);
        out.line("} finally {");
        line(out, lock + ".unlock();");
        out.line("}");
      }

      @Override
      void compile(Code code) {
        Guarded.compileGuarded(
            code, () -> compileAll(code, body), s -> Mutex.of(s.machine, lock).exit(s));
      }
    };
    Statement turn = Action.blocking(
        "// no matter whether it is locked",
        s -> !Mutex.of(s.machine, lock).isPromised(s),
        s -> {});
    Statement locking = Action.conditional(
        lock + ".tryLock()",
        s -> {
          boolean free = Mutex.of(s.machine, lock).isFree(s);
          if (free) {
            Mutex.of(s.machine, lock).enter(s);
          }
          return free;
        },
        List.of(unlocking));
    return List.of(turn, locking);
  }

  // ---- volatile and atomic variables

  static Action writeVolatile(String name, int value) {
    return Action.plain(name + " = " + value + ";", s -> {
      s.release(name);
      count(s, name, 0).value = value;
    });
  }

  static Action readVolatile(String name, String local) {
    return Action.plain(local + " = " + name + ";", s -> {
      s.acquire(name);
      s.set(local, count(s, name, 0).value);
    });
  }

  static Action increaseVolatile(String name) {
    return Action.plain(name + "++;", s -> {
      s.acquire(name);
      s.release(name);
      count(s, name, 0).value++;
    });
  }

  static Action ifVolatile(String name, int value, List<Statement> body) {
    return Action.conditional(
        name + " == " + value,
        s -> {
          s.acquire(name);
          return count(s, name, 0).value == value;
        },
        body);
  }

  static Action getAtomic(String name, String method, boolean acquires, String local) {
    return Action.plain(local + " = " + name + "." + method + "();", s -> {
      if (acquires) {
        s.acquire(name);
      }
      s.set(local, count(s, name, 0).value);
    });
  }

  static Action setAtomic(String name, String method, int value) {
    return Action.plain(name + "." + method + "(" + value + ");", s -> {
      s.release(name);
      count(s, name, 0).value = value;
    });
  }

  static Action increaseAtomic(String name, String method, String local) {
    return Action.plain(local + " = " + name + "." + method + "();", s -> {
      s.acquire(name);
      s.release(name);
      long before = count(s, name, 0).value++;
      s.set(local, method.startsWith("get") ? before : before + 1);
    });
  }

  static Action compareAndSet(String name, int expected, int value, List<Statement> body) {
    return Action.conditional(
        name + ".compareAndSet(" + expected + ", " + value + ")",
        s -> {
          s.acquire(name);
          Count count = count(s, name, 0);
          boolean equal = count.value == expected;
          if (equal) {
            s.release(name);
            count.value = value;
          }
          return equal;
        },
        body);
  }

  // ---- counting synchronizers

  static Action releaseSemaphore(String name, int permits) {
    return Action.plain(name + ".release();", s -> {
      s.release(name);
      count(s, name, permits).value++;
    });
  }

  static Action acquireSemaphore(String name, int permits) {
    return Action.blocking(
        name + ".acquire();", s -> count(s, name, permits).value > 0, s -> take(s, name, permits));
  }

  static Action tryAcquireSemaphore(String name, int permits, List<Statement> body) {
    return Action.conditional(
        name + ".tryAcquire()",
        s -> count(s, name, permits).value > 0 && take(s, name, permits),
        body);
  }

  private static boolean take(Strand s, String name, int permits) {
    count(s, name, permits).value--;
    s.acquire(name);
    return true;
  }

  /** {@code countDown} of a CountDownLatch, or {@code arrive} of a Phaser in its first phase. */
  static Action countDown(String name, String method, int parties) {
    return Action.plain(name + "." + method + "();", s -> {
      s.release(name);
      count(s, name, parties).value--;
    });
  }

  /** Waits until all have counted down, or arrived. */
  static Action awaitCount(String name, String call, int parties) {
    return Action.blocking(
        name + "." + call + ";", s -> count(s, name, parties).value <= 0, s -> s.acquire(name));
  }

  static Action awaitBarrier(String name, int parties) {
    return Action.waiting(
        name + ".await();",
        s -> {
          s.release(name);
          count(s, name, parties).value--;
          s.suspend(() -> count(s, name, parties).value == 0);
        },
        s -> s.acquire(name));
  }

  // ---- queues

  static Action put(String queue, String method) {
    return Action.plain(queue + "." + method + "(new Object());", s -> {
      Elements all = elements(s, queue);
      Object element = "element " + all.placed++ + " of " + queue;
      s.release(element);
      all.queue.add(element);
    });
  }

  static Action take(String queue) {
    return Action.blocking(
        queue + ".take();",
        s -> !elements(s, queue).queue.isEmpty(),
        s -> s.acquire(elements(s, queue).queue.remove()));
  }

  /** {@code poll} or {@code peek}. */
  static Action ifElement(String queue, String method, List<Statement> body) {
    return Action.conditional(
        queue + "." + method + "() != null",
        s -> {
          Deque<Object> elements = elements(s, queue).queue;
          Object element = method.equals("poll") ? elements.poll() : elements.peek();
          if (element != null) {
            s.acquire(element);
          }
          return element != null;
        },
        body);
  }

  // ---- futures, threads and tasks

  static Action complete(String future) {
    return Action.plain(future + ".complete(null);", s -> {
      s.release(future);
      s.machine.done(future);
    });
  }

  /** Waits for what is done: a future, or a thread. */
  static Action awaitDone(String name, String method) {
    return Action.blocking(
        name + "." + method + "();", s -> s.machine.isDone(name), s -> s.acquire(name));
  }

  static Action ifDone(String name, List<Statement> body) {
    return Action.conditional(
        name + ".isDone()",
        s -> {
          boolean done = s.machine.isDone(name);
          if (done) {
            s.acquire(name);
          }
          return done;
        },
        body);
  }

  /** Starts a thread, or has a task run by an executor's only thread. */
  static Action start(String name, int strand, Method method, String source) {
    return Action.plain(source, s -> {
      Object started = "start of " + name;
      s.release(started);
      s.machine.strand(strand).submit(method.code(), started, name);
    });
  }

  /** The statements with hand-overs in between where {@code where} says so. */
  static List<Statement> interleaved(
      List<Statement> statements, java.util.function.BooleanSupplier where) {
    List<Statement> all = new ArrayList<>();
    for (Statement statement : statements) {
      if (where.getAsBoolean()) {
        all.add(Action.turn());
      }
      all.add(statement);
    }
    return all;
  }
}
