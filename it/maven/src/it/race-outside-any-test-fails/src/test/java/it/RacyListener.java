package it;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Counts in two threads when all tests are over: in new ones, and in those of a test. */
public class RacyListener implements LauncherSessionListener {
  @Override
  public void launcherSessionClosed(LauncherSession session) {
    try {
      countInNewThreads(new Counter());
      countInThreadsOfTheTest(new Counter());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void countInNewThreads(Counter counter) throws InterruptedException {
    Thread one = new Thread(counter::increment);
    Thread two = new Thread(counter::increment);
    one.start();
    two.start();
    one.join();
    two.join();
  }

  private static void countInThreadsOfTheTest(Counter counter) throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    Callable<Void> task = () -> {
      both.await(); // so that no thread does both; it orders nothing that comes after it
      counter.incrementLate();
      return null;
    };
    Future<?> one = CounterTest.POOL.submit(task);
    Future<?> two = CounterTest.POOL.submit(task);
    one.get();
    two.get();
    CounterTest.POOL.shutdown();
  }
}
