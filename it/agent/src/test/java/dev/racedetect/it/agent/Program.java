package dev.racedetect.it.agent;

/** What runs under the agent: races or not, and ends in different ways. */
final class Program {
  private static int racy;
  private static int alsoRacy;
  private static int safe;

  private Program() {}

  public static void main(String[] args) throws InterruptedException {
    for (String arg : args) {
      switch (arg) {
        case "race" -> inTwoThreads(() -> racy++);
        case "other-race" -> inTwoThreads(() -> alsoRacy++);
        case "no-race" -> inTwoThreads(Program::countSafely);
        case "killed" -> Runtime.getRuntime().halt(0);
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

  private static synchronized void countSafely() {
    safe++;
  }
}
