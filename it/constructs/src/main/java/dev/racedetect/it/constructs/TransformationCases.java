package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The program behaves as without the detector, whatever its classes look like. */
final class TransformationCases {
  private static final Cell NONE = null;
  private static final int[] NO_ARRAY = null;

  private TransformationCases() {}

  @SuppressWarnings("serial") // the computed one is what the case is about
  private static class Stamped implements Serializable {
    int number;
    String text;
    transient int skipped;
    private long[] numbers;

    Stamped(int number) {
      this.number = number;
      text = "t" + number;
      numbers = new long[] {number};
    }

    int getNumber() {
      return number;
    }
  }

  private static final class Copied implements Cloneable {
    int value;
    int[] values = {1, 2};

    @Override
    public Copied clone() {
      try {
        return (Copied) super.clone();
      } catch (CloneNotSupportedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static class Methods {
    private int count;
    private static int total;

    synchronized void increment() {
      count++;
    }

    static synchronized void incrementTotal() {
      total++;
    }
  }

  private static void same(Object actual, Object expected) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + " but was " + actual);
    }
  }

  private static void sameMessage(Runnable action, String message) {
    try {
      action.run();
    } catch (RuntimeException e) {
      same(e.getMessage(), message);
      return;
    }
    throw new AssertionError("nothing thrown");
  }

  /** The default serialVersionUID depends on members, so that none of ours may count. */
  static void no_race_serial_version_uid() {
    same(ObjectStreamClass.lookup(Stamped.class).getSerialVersionUID(), SerialVersion.OF_STAMPED);
  }

  static void no_race_serialization_round_trip() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Stamped(5));
    }
    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    Stamped copy = (Stamped) in.readObject();
    same(copy.getNumber() + copy.text + copy.numbers[0], "5t55");
  }

  static void no_race_reflection_shows_no_added_fields() {
    String[] names = Arrays.stream(Stamped.class.getDeclaredFields())
        .map(Field::getName)
        .sorted()
        .toArray(String[]::new);
    same(Arrays.toString(names), "[number, numbers, skipped, text]");
  }

  static void no_race_reflection_shows_no_added_methods() {
    Method[] methods = Methods.class.getDeclaredMethods();
    Arrays.sort(methods, Comparator.comparing(Method::getName));
    same(
        Arrays.toString(Arrays.stream(methods).map(Method::getName).toArray()),
        "[increment, incrementTotal]");
  }

  static void no_race_synchronized_modifier_is_kept() throws Exception {
    same(
        Modifier.isSynchronized(Methods.class.getDeclaredMethod("increment").getModifiers()), true);
    same(
        Modifier.isSynchronized(
            Methods.class.getDeclaredMethod("incrementTotal").getModifiers()),
        true);
  }

  /** The shadow of an object is not part of its copy: reads of the original are not reads of the clone. */
  static void no_race_clone_of_a_read_object() {
    Copied original = new Copied();
    inOrder(() -> use(original.value), () -> original.clone().value = 2);
  }

  static void no_race_clone_of_a_written_object() {
    Copied original = new Copied();
    inOrder(
        () -> {
          synchronized (original) {
            original.value = 1;
          }
        },
        () -> {
          Copied copy;
          synchronized (original) {
            copy = original.clone();
          }
          copy.value = 2;
        });
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 0)
  static void race_array_shared_by_a_clone() {
    Copied original = new Copied();
    Copied copy = original.clone();
    inOrder(
        () -> original.values[0] = 1, // previous
        () -> copy.values[0] = 2); // current
  }

  static void no_race_line_numbers_are_kept() {
    int first = new Throwable().getStackTrace()[0].getLineNumber();
    int second = new Throwable().getStackTrace()[0].getLineNumber();
    same(second - first, 1);
    same(new Throwable().getStackTrace()[0].getMethodName(), "no_race_line_numbers_are_kept");
  }

  static void no_race_messages_of_null_pointer_exceptions() {
    String here = TransformationCases.class.getName();
    sameMessage(
        () -> use(NONE.value), "Cannot read field \"value\" because \"" + here + ".NONE\" is null");
    sameMessage(
        () -> NONE.value = 1,
        "Cannot assign field \"value\" because \"" + here + ".NONE\" is null");
    sameMessage(
        () -> use(NO_ARRAY[0]),
        "Cannot load from int array because \"" + here + ".NO_ARRAY\" is null");
    sameMessage(
        () -> NO_ARRAY[0] = 1,
        "Cannot store to int array because \"" + here + ".NO_ARRAY\" is null");
  }

  static void no_race_messages_of_other_exceptions() {
    int[] two = new int[2];
    Object[] strings = new String[1];
    sameMessage(() -> two[2] = 1, "Index 2 out of bounds for length 2");
    sameMessage(() -> use(two[-1]), "Index -1 out of bounds for length 2");
    sameMessage(() -> strings[0] = 1, "java.lang.Integer");
    sameMessage(() -> use(new int[-3]), "-3");
  }

  static void no_race_misuse_of_monitors_and_locks() {
    Object lock = new Object();
    sameMessage(lock::notifyAll, "current thread is not owner");
    sameMessage(() -> waitQuietly(lock), "current thread is not owner");
    sameMessage(() -> unlock(new ReentrantLock()), "not mine");
  }

  private static void unlock(ReentrantLock lock) {
    try {
      lock.unlock();
    } catch (IllegalMonitorStateException e) {
      throw new IllegalStateException("not mine", e);
    }
  }

  private static void waitQuietly(Object lock) {
    try {
      lock.wait();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void no_race_deep_recursion() {
    same(recurse(2_000), 2_000);
  }

  private static int recurse(int depth) {
    return depth == 0 ? 0 : 1 + recurse(depth - 1);
  }

  /** A stack overflow ends like any other exception, and detection goes on after it. */
  @Race(variable = "Cell.value")
  static void race_after_stack_overflow() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          overflow(cell, new Cell());
          cell.value = 1; // previous
        },
        () -> cell.value = 2); // current
  }

  static void no_race_stack_overflow_in_a_monitor() {
    Cell cell = new Cell();
    inOrder(() -> overflow(cell, cell), () -> overflow(cell, cell));
  }

  private static void overflow(Cell lock, Cell cell) {
    try {
      descend(lock, cell);
    } catch (StackOverflowError e) {
      use(e);
    }
    same(Thread.holdsLock(lock), false);
  }

  private static void descend(Cell lock, Cell cell) {
    synchronized (lock) {
      cell.value++;
      descend(lock, cell);
    }
  }

  static void no_race_two_thousand_threads() {
    Cell cell = new Cell();
    Thread[] threads = new Thread[2_000];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> incrementLocked(cell));
      threads[i].start();
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    same(cell.value, 2_000);
  }

  private static void incrementLocked(Cell cell) {
    synchronized (cell) {
      cell.value++;
    }
  }

  /** Compiled by the JIT: the result is the same as when interpreted. */
  static void no_race_hot_loop() {
    Cell cell = new Cell();
    long[] sums = new long[8];
    for (int i = 0; i < 300_000; i++) {
      cell.value = i ^ cell.value;
      sums[i & 7] += cell.value;
    }
    same(Arrays.stream(sums).sum() + cell.value, HotLoop.expected());
  }

  /** The same computation on locals only. */
  private static final class HotLoop {
    static long expected() {
      int value = 0;
      long sum = 0;
      for (int i = 0; i < 300_000; i++) {
        value = i ^ value;
        sum += value;
      }
      return sum + value;
    }
  }

  static void no_race_huge_method() throws Exception {
    Class<?> huge = Generated.define("Huge", Generated.hugeMethod("Huge"));
    same(huge.getMethod("run").invoke(null), Generated.HUGE_RESULT);
  }

  static void no_race_old_class_files() throws Exception {
    for (int version = 46; version <= 52; version++) {
      String name = "Old" + version;
      Class<?> old = Generated.define(name, Generated.counter(name, version));
      old.getMethod("increment").invoke(null);
      same(old.getMethod("get").invoke(null), 1);
    }
  }

  @Race(variable = "OldRacy.count", kind = Kind.STATIC, current = Type.READ)
  static void race_in_an_old_class_file() throws Exception {
    Class<?> old = Generated.define("OldRacy", Generated.counter("OldRacy", 48));
    Method increment = old.getMethod("increment");
    inOrder(
        () -> increment.invoke(null), // previous
        () -> increment.invoke(null)); // current
  }

  /** Subroutines (JSR and RET) are legal up to version 50. */
  static void no_race_subroutines() throws Exception {
    Class<?> old = Generated.define("Subroutine", Generated.subroutine("Subroutine"));
    same(old.getMethod("run").invoke(null), 2);
  }

  /** A class that no other can see: no directory, no loader of its own name. */
  static void no_race_hidden_class() throws Exception {
    byte[] bytes = Generated.counter("dev/racedetect/it/constructs/Hidden", 61);
    Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
    hidden.getMethod("increment").invoke(null);
    same(hidden.getMethod("get").invoke(null), 1);
  }

  /** A loader that sees nothing but the JDK. */
  static void no_race_isolated_class_loader() throws Exception {
    Class<?> isolated = Generated.defineIsolated("Isolated", Generated.counter("Isolated", 61));
    together(() -> lockedIncrement(isolated), () -> lockedIncrement(isolated));
    same(isolated.getMethod("get").invoke(null), 2);
  }

  private static void lockedIncrement(Class<?> type) throws Exception {
    synchronized (type) {
      type.getMethod("increment").invoke(null);
    }
  }

  static void no_race_lambda_with_many_captures() {
    int a = 1;
    long b = 2;
    double c = 3;
    float d = 4;
    byte e = 5;
    char f = 6;
    String g = "g";
    Consumer<String> sink = text -> same(text + a + b + c + d + e + (int) f + g, "x123.04.056g");
    inOrder(() -> sink.accept("x"), () -> sink.accept("x"));
  }

  private static class Guarded {
    public synchronized int count() {
      return 1;
    }

    public static synchronized void reset(long[] values, String name) {}

    synchronized double half(double value) {
      if (value < 0) {
        throw new IllegalArgumentException("negative");
      }
      return value / 2;
    }

    public void plain() {}
  }

  /** Synchronized methods are shown as such. */
  static void no_race_synchronized_methods_stay_synchronized() throws Exception {
    check(isSynchronized("count"));
    check(isSynchronized("reset", long[].class, String.class));
    check(isSynchronized("half", double.class));
    check(!isSynchronized("plain"));
    check(Modifier.isSynchronized(Guarded.class.getMethod("count").getModifiers()));
    check(Guarded.class.getDeclaredMethods().length == 4);
    Guarded guarded = new Guarded();
    check(guarded.half(3) == 1.5);
    try {
      guarded.half(-1);
      check(false);
    } catch (IllegalArgumentException e) {
      check(!Thread.holdsLock(guarded));
      check(e.getStackTrace()[0].getMethodName().equals("half"));
    }
  }

  private static boolean isSynchronized(String method, Class<?>... parameters) throws Exception {
    return Modifier.isSynchronized(
        Guarded.class.getDeclaredMethod(method, parameters).getModifiers());
  }

  private static void check(boolean right) {
    if (!right) {
      throw new IllegalStateException("not as without the agent");
    }
  }
}
