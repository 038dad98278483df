package dev.racedetect.it.differential.program;

/** A monitor, or a ReentrantLock with one condition, as the machine keeps it; at most one strand waits at a time. */
final class Mutex {
  private final String name;
  private Strand owner;
  private int depth;
  private Strand waiter;
  private int waiterDepth;
  private boolean notified;

  private Mutex(String name) {
    this.name = name;
  }

  /** The one of that name. */
  static Mutex of(Machine machine, String name) {
    return machine.synchronizer("mutex " + name, Mutex.class, n -> new Mutex(name));
  }

  boolean isFree(Strand s) {
    return owner == null || owner == s;
  }

  /** Whether a strand that was notified is about to get it back, at a time that nobody controls. */
  boolean isPromised(Strand s) {
    return waiter != null && owner == waiter && owner != s;
  }

  boolean hasWaiter() {
    return waiter != null && !notified;
  }

  void enter(Strand s) {
    if (owner == null) {
      owner = s;
      s.acquire(name);
    }
    depth++;
  }

  void exit(Strand s) {
    if (--depth == 0) {
      s.release(name);
      owner = notified ? waiter : null;
    }
  }

  /** Releases it and hands over, until notified. */
  void await(Strand s) {
    if (waiter != null) {
      throw new IllegalStateException("two wait for " + name);
    }
    waiterDepth = depth;
    depth = 0;
    s.release(name);
    owner = null;
    waiter = s;
    s.suspend(() -> owner == s);
  }

  void awaited(Strand s) {
    s.acquire(name);
    depth = waiterDepth;
    waiter = null;
    notified = false;
  }

  void signal() {
    notified = waiter != null;
  }
}
