package dev.racedetect.it.differential.program;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes the synchronization by which one strand passes variables on to another, and some that serves nothing. */
final class Links {
  private final Program program;
  private final Random random;
  private int count;
  private Method pause;

  Links(Program program, Random random) {
    this.program = program;
    this.random = random;
  }

  /**
   * One strand passes something on: what it did so far happens-before what the other does next. A broken link looks
   * much the same, is in time as well, but orders nothing.
   */
  void pass(Generator.Body from, Generator.Body to, boolean broken) {
    String name = "K" + count++;
    Method before = chance(40) ? called(from, "release" + name) : from.method();
    Method after = chance(20) ? called(to, "acquire" + name) : to.method();
    if (broken) {
      broken(before, after, name);
      return;
    }
    switch (random.nextInt(13)) {
      case 0:
        program.declare("private static volatile int " + name + ";");
        before.add(Synchronizers.writeVolatile(name, 1));
        waitUntilPassed(before, after, name);
        after.add(Synchronizers.readVolatile(name, "x0"));
        break;
      case 1:
        program.declare("private static final AtomicInteger " + name + " = new AtomicInteger();");
        before.add(Synchronizers.setAtomic(
            name, List.of("set", "lazySet", "setRelease").get(random.nextInt(3)), 1));
        waitUntilPassed(before, after, name);
        after.add(Synchronizers.getAtomic(name, chance(50) ? "get" : "getAcquire", true, "x0"));
        break;
      case 2:
        program.declare("private static final AtomicInteger " + name + " = new AtomicInteger();");
        before.add(Synchronizers.increaseAtomic(name, "incrementAndGet", "x1"));
        waitUntilPassed(before, after, name);
        after.add(Synchronizers.compareAndSet(name, chance(50) ? 1 : 5, 2, List.of()));
        break;
      case 3:
        program.declare("private static final Semaphore " + name + " = new Semaphore(0);");
        before.add(Synchronizers.releaseSemaphore(name, 0));
        after.add(Synchronizers.acquireSemaphore(name, 0));
        break;
      case 4:
        program.declare(
            "private static final CountDownLatch " + name + " = new CountDownLatch(1);");
        before.add(Synchronizers.countDown(name, "countDown", 1));
        after.add(Synchronizers.awaitCount(name, "await()", 1));
        break;
      case 5:
        program.declare("private static final Phaser " + name + " = new Phaser(1);");
        before.add(Synchronizers.countDown(name, "arrive", 1));
        after.add(Synchronizers.awaitCount(name, "awaitAdvance(0)", 1));
        break;
      case 6:
        queue(before, after, name);
        break;
      case 7:
        program.declare("private static final CompletableFuture<Object> " + name
            + " = new CompletableFuture<>();");
        before.add(Synchronizers.complete(name));
        after.add(Synchronizers.awaitDone(name, chance(50) ? "join" : "get"));
        break;
      case 8:
        program.declare("private static final Object " + name + " = new Object();");
        after.add(new Guarded.Synchronized(
            name, false, List.of(Action.turn(), Synchronizers.await(name))));
        before.add(new Guarded.Synchronized(
            name,
            true,
            List.of(
                Synchronizers.signal(name, name + (chance(50) ? ".notify();" : ".notifyAll();")))));
        break;
      case 9:
        condition(before, after, name);
        break;
      case 10:
        program.declare("private static final CyclicBarrier " + name + " = new CyclicBarrier(2);");
        before.add(Synchronizers.awaitBarrier(name, 2));
        after.add(Synchronizers.awaitBarrier(name, 2));
        break;
      case 11:
        program.declare("private static final Object " + name + " = new Object();");
        before.add(new Guarded.Synchronized(name, false, List.of()));
        waitUntilPassed(before, after, name);
        after.add(new Guarded.Synchronized(name, false, List.of()));
        break;
      default:
        program.declare("private static final ReentrantReadWriteLock " + name
            + " = new ReentrantReadWriteLock();");
        boolean write = chance(50);
        before.add(new Guarded.ReadWriteLocked(name, write, List.of()));
        waitUntilPassed(before, after, name);
        after.add(new Guarded.ReadWriteLocked(name, !write || chance(50), List.of()));
    }
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

  private void broken(Method before, Method after, String name) {
    switch (random.nextInt(5)) {
      case 0:
        program.declare("private static final AtomicInteger " + name + " = new AtomicInteger();");
        before.add(Synchronizers.setAtomic(name, "set", 1));
        waitUntilPassed(before, after, name);
        after.add(
            Synchronizers.getAtomic(name, chance(50) ? "getPlain" : "getOpaque", false, "x0"));
        break;
      case 1:
        program.declare("private static final ReentrantReadWriteLock " + name
            + " = new ReentrantReadWriteLock();");
        before.add(new Guarded.ReadWriteLocked(name, false, List.of()));
        waitUntilPassed(before, after, name);
        after.add(new Guarded.ReadWriteLocked(name, false, List.of()));
        break;
      case 2:
        program.declare("private static final AtomicInteger " + name + " = new AtomicInteger();");
        before.add(Synchronizers.compareAndSet(name, 5, 1, List.of()));
        waitUntilPassed(before, after, name);
        after.add(Synchronizers.getAtomic(name, "get", true, "x0"));
        break;
      case 3:
        program.declare("private static volatile int " + name + ";");
        before.add(Synchronizers.readVolatile(name, "x1"));
        waitUntilPassed(before, after, name);
        after.add(Synchronizers.writeVolatile(name, 1));
        break;
      default:
        waitUntilPassed(before, after, name);
    }
  }

  private void queue(Method before, Method after, String name) {
    String type = List.of("LinkedBlockingQueue", "LinkedBlockingDeque", "LinkedTransferQueue")
        .get(random.nextInt(3));
    boolean bounded = chance(30);
    program.declare("private static final BlockingQueue<Object> " + name + " = new "
        + (bounded ? "ArrayBlockingQueue<>(4);" : type + "<>();"));
    before.add(Synchronizers.put(name, List.of("add", "offer", "put").get(random.nextInt(3))));
    if (chance(60)) {
      after.add(Synchronizers.take(name));
      return;
    }
    waitUntilPassed(before, after, name);
    after.add(Synchronizers.ifElement(name, chance(50) ? "poll" : "peek", List.of()));
  }

  private void condition(Method before, Method after, String name) {
    String condition = "C" + name;
    program.declare("private static final ReentrantLock " + name + " = new ReentrantLock();");
    program.declare(
        "private static final Condition " + condition + " = " + name + ".newCondition();");
    after.add(
        new Guarded.Locked(name, false, List.of(Synchronizers.awaitCondition(name, condition))));
    before.add(new Guarded.Locked(
        name,
        true,
        List.of(Synchronizers.signal(
            name, condition + (chance(50) ? ".signal();" : ".signalAll();")))));
  }

  /** The other strand goes on only when the one has come here; nothing that a program could see orders them. */
  private void waitUntilPassed(Method before, Method after, String name) {
    String passed = "passed " + name;
    before.add(Action.plain("// " + passed, s -> s.machine.done(passed)));
    after.add(Action.blocking("// after " + passed, s -> s.machine.isDone(passed), s -> {}));
  }

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
    switch (random.nextInt(12)) {
      case 0:
        return List.of(Synchronizers.writeVolatile("v", random.nextInt(3)));
      case 1:
        return List.of(Synchronizers.readVolatile("v", "x2"));
      case 2:
        return List.of(Synchronizers.increaseVolatile("v"));
      case 3:
        return List.of(Synchronizers.increaseAtomic(
            "I0", chance(50) ? "incrementAndGet" : "getAndIncrement", "x2"));
      case 4:
        return List.of(
            Synchronizers.compareAndSet("I0", random.nextInt(3), random.nextInt(3), turn));
      case 5:
        return List.of(Synchronizers.getAtomic("I0", "get", true, "x2"));
      case 6:
        return List.of(Synchronizers.getAtomic("I0", "getPlain", false, "x2"));
      case 7:
        return List.of(new Guarded.Synchronized("M0", false, turn));
      case 8:
        return List.of(new Guarded.Locked("L1", false, List.of()));
      case 9:
        return List.of(Synchronizers.ifVolatile("v", random.nextInt(3), turn));
      case 10:
        return List.of(Synchronizers.releaseSemaphore("S0", 1));
      default:
        return List.of(Synchronizers.tryAcquireSemaphore("S0", 1, turn));
    }
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
