package dev.racedetect.selftest;

/** Two threads: a race on a field, a race on an array, and a field that both guard by a monitor. */
public final class Target implements Runnable {
  private final Object lock = new Object();
  private final int[] array = new int[4];
  private int field;
  private int guarded;

  /** Nothing has raced yet. */
  public Target() {}

  @Override
  public void run() {
    Thread one = new Thread(this::access, "race-self-test-1");
    Thread two = new Thread(this::access, "race-self-test-2");
    one.start();
    two.start();
    try {
      one.join();
      two.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void access() {
    // In this order nothing can order the two threads' accesses, whichever runs first.
    field = 1;
    array[2] = 1;
    synchronized (lock) {
      guarded++;
    }
  }
}
