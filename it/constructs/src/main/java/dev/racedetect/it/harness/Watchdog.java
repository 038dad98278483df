package dev.racedetect.it.harness;

import java.util.Map;
import java.util.function.Consumer;

/** Ends the JVM when a case does not end. */
final class Watchdog extends Thread {
  private final long limitMillis;
  private final Consumer<Case> onHang;
  private Case running;
  private long startedMillis;

  /**
   * Makes a watchdog.
   *
   * @param limitMillis how long a case may take
   * @param onHang told the case that took longer
   */
  Watchdog(long limitMillis, Consumer<Case> onHang) {
    super("watchdog");
    this.limitMillis = limitMillis;
    this.onHang = onHang;
    setDaemon(true);
  }

  /**
   * Notes which case runs. The fields are plain on purpose: no edge may arise between the cases' main thread and
   * others.
   */
  void watch(Case test) {
    startedMillis = System.currentTimeMillis();
    running = test;
  }

  @Override
  public void run() {
    while (true) {
      try {
        sleep(200);
      } catch (InterruptedException e) {
        return;
      }
      Case test = running;
      if (test != null
          && System.currentTimeMillis() - startedMillis > limitMillis
          && test == running) {
        for (Map.Entry<Thread, StackTraceElement[]> entry : getAllStackTraces().entrySet()) {
          System.err.println(entry.getKey());
          for (StackTraceElement frame : entry.getValue()) {
            System.err.println("    at " + frame);
          }
        }
        onHang.accept(test);
        Runtime.getRuntime().halt(3);
      }
    }
  }
}
