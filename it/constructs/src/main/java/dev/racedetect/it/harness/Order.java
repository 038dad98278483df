package dev.racedetect.it.harness;

import java.nio.ByteBuffer;

/**
 * An order between threads that the detector cannot see: a byte outside the heap, polled.
 *
 * <p>A read of a buffer's content is no synchronization action (JLS 17.4.2), so nothing here happens-before anything
 * else. The call of {@link Thread#yield()} next to each access keeps the compiler from moving memory accesses across
 * it.
 */
public final class Order {
  private static final int STEPS = 16;
  private static final ByteBuffer BYTES = ByteBuffer.allocateDirect(1 << 20);
  private static int next;

  private final int base;

  /** Makes an order with no step done. Only the thread that runs the cases makes them. */
  public Order() {
    base = next;
    next = (next + STEPS) % BYTES.capacity();
    for (int i = 0; i < STEPS; i++) {
      BYTES.put(base + i, (byte) 0);
    }
  }

  /** Marks step {@code n} as done. */
  public void signal(int n) {
    Thread.yield();
    BYTES.put(base + n, (byte) 1);
  }

  /** Waits until step {@code n} is done. */
  public void await(int n) {
    for (int polls = 0; !isDone(n); polls++) {
      if (polls > 1_000) {
        pause();
      }
    }
    Thread.yield();
  }

  /** Marks step {@code mine} as done and waits for step {@code theirs}. */
  public void meet(int mine, int theirs) {
    signal(mine);
    await(theirs);
  }

  private boolean isDone(int n) {
    Thread.yield();
    return BYTES.get(base + n) != 0;
  }

  /** Leaves the processor to others while a step takes long; an interrupt stays pending. */
  private static void pause() {
    try {
      Thread.sleep(0, 100_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
