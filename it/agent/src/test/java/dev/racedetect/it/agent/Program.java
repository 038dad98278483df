package dev.racedetect.it.agent;

import java.util.concurrent.CountDownLatch;

/** What runs under the agent: races or not, and ends in different ways. */
final class Program {
  private static int racy;
  private static int alsoRacy;
  private static int racyAsWell;
  private static int safe;

  private Program() {}

  public static void main(String[] args) throws InterruptedException, ReflectiveOperationException {
    for (String arg : args) {
      switch (arg) {
        case "race" -> inTwoThreads(() -> racy++);
        case "other-race" -> inTwoThreads(() -> alsoRacy++);
        case "third-race" -> inTwoThreads(() -> racyAsWell++);
        case "no-race" -> inTwoThreads(Program::countSafely);
        case "deadlock" -> deadlock();
        case "hook" -> addHook();
        case "halt" -> Runtime.getRuntime().halt(0);
        case "exception" -> throw new IllegalStateException("of the program");
        case "until-killed" -> waitForever();
        case "untransformable" -> inTwoThreads(loaded("Caller"));
        default -> System.exit(Integer.parseInt(arg));
      }
      System.out.println("done " + arg);
    }
  }

  private static void inTwoThreads(Runnable action) throws InterruptedException {
    Thread one = new Thread(action, "one");
    Thread two = new Thread(action, "two");
    one.start();
    two.start();
    one.join();
    two.join();
  }

  // Ends also if the two threads don't, after two seconds.
  private static void deadlock() throws InterruptedException {
    Object a = new Object();
    Object b = new Object();
    CountDownLatch bothHaveOne = new CountDownLatch(2);
    Thread one = new Thread(() -> nest(a, b, bothHaveOne), "one");
    Thread two = new Thread(() -> nest(b, a, bothHaveOne), "two");
    for (Thread thread : new Thread[] {one, two}) {
      thread.setDaemon(true);
      thread.start();
    }
    one.join(2_000);
    two.join(2_000);
    System.out.println(one.isAlive() || two.isAlive() ? "stuck" : "free");
  }

  private static void nest(Object outer, Object inner, CountDownLatch bothHaveOne) {
    synchronized (outer) {
      bothHaveOne.countDown();
      try {
        bothHaveOne.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      synchronized (inner) {
        Thread.yield();
      }
    }
  }

  // The hook reads what main wrote before it added the hook, and what a thread wrote that ended by
  // itself.
  private static void addHook() {
    alsoRacy = 1;
    Thread last = new Thread(() -> racyAsWell = 2, "last");
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> System.out.println(alsoRacy + racyAsWell), "hook"));
    last.start();
  }

  private static void waitForever() throws InterruptedException {
    System.out.println("waiting");
    new CountDownLatch(1).await();
  }

  private static Runnable loaded(String className) throws ReflectiveOperationException {
    return (Runnable) Class.forName(className).getDeclaredConstructor().newInstance();
  }

  private static synchronized void countSafely() {
    safe++;
  }
}
