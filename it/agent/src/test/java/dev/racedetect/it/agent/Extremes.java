package dev.racedetect.it.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What runs under the agent: programs that go to a limit of the JVM. Each prints one line that does not depend on luck. */
final class Extremes {
  private static int counter;
  private static int depth;
  private static Object sink;

  private Extremes() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "threads" -> threads();
      case "overflow" -> overflow();
      case "locked-overflow" -> lockedOverflow();
      case "volatile-overflow" -> volatileOverflow();
      case "contexts" -> contexts();
      case "exit-in-hook" -> exitInHook();
      case "loader" -> loader();
      case "hang" -> hang();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  // Each joined before the next is started: 10,000 owners of one variable, and no race.
  private static void threads() throws InterruptedException {
    for (int i = 0; i < 10_000; i++) {
      Thread t = new Thread(() -> counter++);
      t.start();
      t.join();
    }
    System.out.println("counted " + counter);
  }

  // A hundred times down to the end of the stack, with accesses to be checked all the way.
  private static void overflow() {
    int overflows = 0;
    for (int i = 0; i < 100; i++) {
      try {
        down(new int[1]);
      } catch (StackOverflowError e) {
        overflows++;
      }
    }
    System.out.println("overflows " + overflows + ", deep enough " + (depth / 100 > 500));
  }

  private static synchronized int down(int[] level) {
    depth++;
    level[0]++;
    sink = level;
    return down(level) + 1;
  }

  // The stack ends somewhere between a monitor's enter and its exit; another thread enters it
  // later.
  private static void lockedOverflow() throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      Guarded guarded = new Guarded();
      // A stack that ends elsewhere each time.
      Thread deep = new Thread(null, () -> overflow(guarded), "deep", 256 * 1024 + i * 16);
      deep.start();
      while (!guarded.over.getOpaque()) {
        Thread.onSpinWait();
      }
      guarded.count();
      deep.join();
    }
    System.out.println("counted");
  }

  // The stack ends somewhere between a plain write and the volatile write after it; another thread
  // reads the plain field only if the volatile one says that it was written before.
  private static void volatileOverflow() throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      Flagged flagged = new Flagged();
      Thread deep = new Thread(null, () -> overflow(flagged), "deep", 256 * 1024 + i * 16);
      deep.start();
      while (!flagged.over.getOpaque()) {
        Thread.onSpinWait();
      }
      flagged.read();
      flagged.over.setOpaque(false);
      deep.join();
    }
    System.out.println("counted");
  }

  private static void overflow(Flagged flagged) {
    try {
      flagged.countDown(0);
    } catch (StackOverflowError e) {
      flagged.over.setOpaque(true);
      while (flagged.over.getOpaque()) {
        Thread.onSpinWait(); // what it did is not to be ordered by its end
      }
    }
  }

  private static final class Flagged {
    final AtomicBoolean over = new AtomicBoolean();
    private final int[] levels = new int[1 << 16];
    private volatile int level;

    int countDown(int next) {
      levels[next] = 1;
      level = next;
      return countDown(next + 1) + 1;
    }

    /** Reads what was written before the volatile write that it has seen. */
    void read() {
      int seen = level;
      for (int i = 0; i <= seen; i++) {
        counter += levels[i];
      }
    }
  }

  private static void overflow(Guarded guarded) {
    try {
      guarded.countDown(0);
    } catch (StackOverflowError e) {
      guarded.over.setOpaque(true);
    }
  }

  // 2^15 different stacks, each a hundred frames deep, in a heap that would not hold them as lists.
  private static void contexts() {
    under(100, 15);
    System.out.println("counted " + counter);
  }

  private static void under(int frames, int bits) {
    if (frames == 0) {
      left(bits);
    } else {
      under(frames - 1, bits);
    }
  }

  private static void left(int bits) {
    if (bits == 0) {
      count();
    } else {
      left2(bits - 1);
      right(bits - 1);
    }
  }

  private static void left2(int bits) {
    if (bits == 0) {
      count();
    } else {
      left(bits - 1);
      right(bits - 1);
    }
  }

  private static void right(int bits) {
    if (bits == 0) {
      count();
    } else {
      left(bits - 1);
      left2(bits - 1);
    }
  }

  // Each end of a monitor begins a new epoch, so that each access is a new one to the detector.
  private static synchronized void count() {
    counter++;
  }

  private static void exitInHook() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      System.out.println("hook");
      // Runtime.exit: "if this method is invoked after the shutdown sequence has begun", it blocks.
      Thread exit = new Thread(() -> System.exit(5));
      exit.setDaemon(true);
      exit.start();
    }));
    System.exit(4);
  }

  // The same class twice, from a loader that asks its parent last, as those of application servers
  // and test frameworks.
  private static void loader() throws Exception {
    List<Object> counts = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Class<?> type =
          new ChildFirst(Extremes.class.getClassLoader()).loadClass(Isolated.class.getName());
      counts.add(type.getMethod("count").invoke(null));
      counts.add(type != Isolated.class);
    }
    System.out.println(counts);
  }

  private static void hang() throws Exception {
    Program.main(new String[] {"race"});
    System.out.println("hanging");
    new java.util.concurrent.CountDownLatch(1).await();
  }

  /** A count that is only touched while the monitor of its object is held. */
  private static final class Guarded {
    private int count;
    // In opaque mode, which orders nothing: only the monitor does.
    private final AtomicBoolean over = new AtomicBoolean();

    void count() {
      synchronized (this) {
        count++;
      }
    }

    int countDown(int level) {
      synchronized (this) {
        count++;
      }
      return countDown(level + 1) + 1;
    }
  }

  /** Raced on in a copy of its own. */
  public static final class Isolated {
    private static int count;

    private Isolated() {}

    /** Counts in two threads that nothing orders, and says whether both were there. */
    public static boolean count() throws InterruptedException {
      Thread one = new Thread(() -> count++, "one");
      Thread two = new Thread(() -> count++, "two");
      one.start();
      two.start();
      one.join();
      two.join();
      return count > 0;
    }
  }

  private static final class ChildFirst extends ClassLoader {
    ChildFirst(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        if (!name.startsWith(Isolated.class.getName())) {
          return super.loadClass(name, resolve);
        }
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          in.transferTo(bytes);
          return defineClass(
              name, bytes.toByteArray(), 0, bytes.size(), Extremes.class.getProtectionDomain());
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
    }
  }
}
