package dev.racedetect.it.differential.program;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes the synchronization by which one strand passes variables on to another, and some that serves nothing. */
final class Links {
  /** Makes the two ends of one link, a static field of that name. */
  private interface Maker {
    void make(Method before, Method after, String name);
  }

  private final Program program;
  private final Random random;
  private final List<Maker> makers;
  private final List<Maker> brokenMakers = List.of(
      this::plainRead, this::twoReaders, this::failedUpdate, this::wrongWay, this::waitUntilPassed);
  private int count;
  private Method pause;

  Links(Program program, Random random) {
    this.program = program;
    this.random = random;
    this.makers = program.isFree()
        ? List.of(
            this::semaphore,
            this::latch,
            this::phaser,
            this::blockingQueue,
            this::future,
            this::barrier,
            this::spinning,
            this::waitingLoop,
            this::conditionLoop)
        : List.of(
            this::semaphore,
            this::latch,
            this::phaser,
            this::blockingQueue,
            this::future,
            this::barrier,
            this::volatileVariable,
            this::atomicVariable,
            this::atomicUpdate,
            this::polledQueue,
            this::waiting,
            this::condition,
            this::monitor,
            this::readWriteLock);
  }

  /**
   * One strand passes something on: what it did so far happens-before what the other does next. A broken link looks
   * much the same, is in time as well, but orders nothing.
   */
  void pass(Generator.Body from, Generator.Body to, boolean broken) {
    String name = "K" + count++;
    Method before = chance(40) ? called(from, "release" + name) : from.method();
    Method after = chance(20) ? called(to, "acquire" + name) : to.method();
    List<Maker> all = broken ? brokenMakers : makers;
    all.get(random.nextInt(all.size())).make(before, after, name);
  }

  /** A new method that the strand calls. */
  private Method called(Generator.Body from, String name) {
    Method method = program.method(new Method(name, "static ", null));
    for (String local : Work.LOCALS) {
      method.add(Method.declare("long", new Assignments.AssignLocal(local, new Value.Constant(0))));
    }
    from.method().add(new Control.Call(method, null, Map.of()));
    return method;
  }

  private void declare(String type, String name, String arguments) {
    program.declare(
        "private static final " + type + " " + name + " = new " + type + "(" + arguments + ");");
  }

  // ---- links by which the other strand waits by itself

  private void semaphore(Method before, Method after, String name) {
    declare("Semaphore", name, "0");
    before.add(Synchronizers.releaseSemaphore(name, 0));
    after.add(Synchronizers.acquireSemaphore(name, 0));
  }

  private void latch(Method before, Method after, String name) {
    declare("CountDownLatch", name, "1");
    before.add(Synchronizers.countDown(name, "countDown", 1));
    after.add(Synchronizers.awaitCount(name, "await()", 1));
  }

  private void phaser(Method before, Method after, String name) {
    declare("Phaser", name, "1");
    before.add(Synchronizers.countDown(name, "arrive", 1));
    after.add(Synchronizers.awaitCount(name, "awaitAdvance(0)", 1));
  }

  private void blockingQueue(Method before, Method after, String name) {
    placeInQueue(before, name);
    after.add(Synchronizers.take(name));
  }

  private void placeInQueue(Method before, String name) {
    String type = pick("LinkedBlockingQueue", "LinkedBlockingDeque", "LinkedTransferQueue");
    program.declare("private static final BlockingQueue<Object> " + name + " = new "
        + (chance(30) ? "ArrayBlockingQueue<>(4);" : type + "<>();"));
    before.add(Synchronizers.put(name, pick("add", "offer", "put")));
  }

  private void future(Method before, Method after, String name) {
    program.declare(
        "private static final CompletableFuture<Object> " + name + " = new CompletableFuture<>();");
    before.add(Synchronizers.complete(name));
    after.add(Synchronizers.awaitDone(name, pick("join", "get")));
  }

  private void barrier(Method before, Method after, String name) {
    declare("CyclicBarrier", name, "2");
    before.add(Synchronizers.awaitBarrier(name, 2));
    after.add(Synchronizers.awaitBarrier(name, 2));
  }

  // ---- links of programs whose strands run freely: the other strand looks until it sees

  private void spinning(Method before, Method after, String name) {
    program.declare("private static volatile int " + name + ";");
    signalled(before, after, name, name + " = 1;", "while (" + name + " != 1) Thread.yield();");
  }

  private void waitingLoop(Method before, Method after, String name) {
    declare("Object", name, "");
    program.declare("private static boolean is" + name + ";");
    signalled(
        before,
        after,
        name,
        "synchronized (" + name + ") { is" + name + " = true; " + name + ".notifyAll(); }",
        "synchronized (" + name + ") { while (!is" + name + ") " + name + ".wait(); }");
  }

  private void conditionLoop(Method before, Method after, String name) {
    declareLock(name);
    program.declare("private static boolean is" + name + ";");
    signalled(
        before,
        after,
        name,
        name + ".lock(); try { is" + name + " = true; C" + name + ".signalAll(); } finally { "
            + name + ".unlock(); }",
        name + ".lock(); try { while (!is" + name + ") C" + name + ".await(); } finally { " + name
            + ".unlock(); }");
  }

  private static void signalled(
      Method before, Method after, String name, String signal, String await) {
    before.add(Action.plain(signal, s -> {
      s.release(name);
      s.machine.done(name);
    }));
    after.add(Action.blocking(await, s -> s.machine.isDone(name), s -> s.acquire(name)));
  }

  // ---- links that order because the other strand happens to come later

  private void volatileVariable(Method before, Method after, String name) {
    program.declare("private static volatile int " + name + ";");
    before.add(Synchronizers.writeVolatile(name, 1));
    waitUntilPassed(before, after, name);
    after.add(Synchronizers.readVolatile(name, "x0"));
  }

  private void atomicVariable(Method before, Method after, String name) {
    declare("AtomicInteger", name, "");
    before.add(Synchronizers.setAtomic(name, pick("set", "lazySet", "setRelease"), 1));
    waitUntilPassed(before, after, name);
    after.add(Synchronizers.getAtomic(name, pick("get", "getAcquire"), true, "x0"));
  }

  private void atomicUpdate(Method before, Method after, String name) {
    declare("AtomicInteger", name, "");
    before.add(Synchronizers.increaseAtomic(name, "incrementAndGet", "x1"));
    waitUntilPassed(before, after, name);
    after.add(Synchronizers.compareAndSet(name, chance(50) ? 1 : 5, 2, List.of()));
  }

  private void polledQueue(Method before, Method after, String name) {
    placeInQueue(before, name);
    waitUntilPassed(before, after, name);
    after.add(Synchronizers.ifElement(name, pick("poll", "peek"), List.of()));
  }

  private void waiting(Method before, Method after, String name) {
    declare("Object", name, "");
    after.add(
        new Guarded.Synchronized(name, false, List.of(Action.turn(), Synchronizers.await(name))));
    Statement signal = Synchronizers.signal(name, name + pick(".notify();", ".notifyAll();"));
    before.add(new Guarded.Synchronized(name, true, List.of(signal)));
  }

  private void condition(Method before, Method after, String name) {
    declareLock(name);
    after.add(
        new Guarded.Locked(name, false, List.of(Synchronizers.awaitCondition(name, "C" + name))));
    Statement signal = Synchronizers.signal(name, "C" + name + pick(".signal();", ".signalAll();"));
    before.add(new Guarded.Locked(name, true, List.of(signal)));
  }

  private void declareLock(String name) {
    declare("ReentrantLock", name, "");
    program.declare("private static final Condition C" + name + " = " + name + ".newCondition();");
  }

  private void monitor(Method before, Method after, String name) {
    declare("Object", name, "");
    before.add(new Guarded.Synchronized(name, false, List.of()));
    waitUntilPassed(before, after, name);
    after.add(new Guarded.Synchronized(name, false, List.of()));
  }

  private void readWriteLock(Method before, Method after, String name) {
    declare("ReentrantReadWriteLock", name, "");
    boolean write = chance(50);
    before.add(new Guarded.ReadWriteLocked(name, write, List.of()));
    waitUntilPassed(before, after, name);
    after.add(new Guarded.ReadWriteLocked(name, !write || chance(50), List.of()));
  }

  // ---- links that order nothing

  private void plainRead(Method before, Method after, String name) {
    declare("AtomicInteger", name, "");
    before.add(Synchronizers.setAtomic(name, "set", 1));
    waitUntilPassed(before, after, name);
    after.add(Synchronizers.getAtomic(name, pick("getPlain", "getOpaque"), false, "x0"));
  }

  private void twoReaders(Method before, Method after, String name) {
    declare("ReentrantReadWriteLock", name, "");
    before.add(new Guarded.ReadWriteLocked(name, false, List.of()));
    waitUntilPassed(before, after, name);
    after.add(new Guarded.ReadWriteLocked(name, false, List.of()));
  }

  private void failedUpdate(Method before, Method after, String name) {
    declare("AtomicInteger", name, "");
    before.add(Synchronizers.compareAndSet(name, 5, 1, List.of()));
    waitUntilPassed(before, after, name);
    after.add(Synchronizers.getAtomic(name, "get", true, "x0"));
  }

  private void wrongWay(Method before, Method after, String name) {
    program.declare("private static volatile int " + name + ";");
    before.add(Synchronizers.readVolatile(name, "x1"));
    waitUntilPassed(before, after, name);
    after.add(Synchronizers.writeVolatile(name, 1));
  }

  /** The other strand goes on only when the one has come here; nothing that a program could see orders them. */
  private void waitUntilPassed(Method before, Method after, String name) {
    String passed = "passed " + name;
    before.add(Action.plain("// " + passed, s -> s.machine.done(passed)));
    after.add(Action.blocking("// after " + passed, s -> s.machine.isDone(passed), s -> {}));
  }

  // ---- what serves nothing

  /** Adds a method that releases and hands over. */
  void addPause() {
    Method method = new Method("pause", "static ", null);
    method.add(Method.declare("long", new Assignments.AssignLocal("x2", new Value.Constant(0))));
    method.addAll(light());
    method.add(Action.turn());
    pause = program.method(method);
  }

  /** Synchronization that may stand anywhere. */
  List<Statement> light() {
    if (pause != null && chance(35)) {
      return List.of(new Control.Call(pause, null, Map.of()));
    }
    switch (random.nextInt(5)) {
      case 0:
        return List.of(Synchronizers.writeVolatile("v", random.nextInt(3)));
      case 1:
        return List.of(Synchronizers.readVolatile("v", "x2"));
      case 2:
        return List.of(Synchronizers.increaseAtomic("I0", "getAndIncrement", "x2"));
      case 3:
        return List.of(Synchronizers.releaseSemaphore("S0", 1));
      default:
        return List.of(Synchronizers.getAtomic("I0", "get", true, "x2"));
    }
  }

  /** Synchronization that orders whatever it happens to order. */
  List<Statement> noise() {
    List<Statement> turn = List.of(Action.turn());
    switch (random.nextInt(9)) {
      case 0:
        return List.of(Synchronizers.increaseVolatile("v"));
      case 1:
        return List.of(Synchronizers.increaseAtomic("I0", "incrementAndGet", "x2"));
      case 2:
        return List.of(
            Synchronizers.compareAndSet("I0", random.nextInt(3), random.nextInt(3), turn));
      case 3:
        return List.of(Synchronizers.getAtomic("I0", "getPlain", false, "x2"));
      case 4:
        return List.of(new Guarded.Synchronized("M0", false, turn));
      case 5:
        return List.of(new Guarded.Locked("L1", false, List.of()));
      case 6:
        return List.of(Synchronizers.ifVolatile("v", random.nextInt(3), turn));
      case 7:
        return List.of(Synchronizers.tryAcquireSemaphore("S0", 1, turn));
      default:
        return light();
    }
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
