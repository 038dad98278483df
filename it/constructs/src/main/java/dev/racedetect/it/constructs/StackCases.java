package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Whole stacks of both accesses, whatever was called and left before. */
final class StackCases {
  private StackCases() {}

  /** Calls of what reads final fields only are told by no probe. */
  private record Step(int width) {
    int twice() {
      return 2 * width();
    }
  }

  @Race(
      variable = "Cell.value",
      current = Type.READ,
      previousCalls = {"stepTo", "stepFrom"})
  static void race_after_calls_of_final_getters() {
    Cell cell = new Cell();
    inOrder(
        () -> stepFrom(cell, new Step(3)), // previous
        () -> use(cell.value)); // current
  }

  private static void stepFrom(Cell cell, Step step) {
    use(new Step(step.twice()).twice());
    stepTo(new Cell(), step);
    use(step.width());
    stepTo(cell, new Step(step.width()));
  }

  private static void stepTo(Cell cell, Step step) {
    use(step.twice());
    cell.value = new Step(step.twice()).width();
  }

  /** What the JDK itself calls has the stack of the thread that it was called in, whatever thread called it before. */
  @Race(
      variable = "StackCases$1Job.value",
      current = Type.READ,
      previousCalls = {"run", "runWorker", "run"})
  static void race_called_in_threads_of_two_origins() throws InterruptedException {
    class Job implements Runnable {
      final Order order = new Order();
      int value;

      @Override
      public void run() {
        value++; // previous
        order.signal(0);
      }
    }
    Thread thread = new Thread(new Job());
    thread.start();
    thread.join();
    Job job = new Job();
    ExecutorService pool = Executors.newSingleThreadExecutor();
    pool.execute(job);
    job.order.await(0);
    use(job.value); // current
    pool.shutdown();
  }

  private static void top(Cell cell) {
    middle(cell);
  }

  private static void middle(Cell cell) {
    bottom(cell);
  }

  private static void bottom(Cell cell) {
    cell.value = 1;
  }

  @Race(
      variable = "Cell.value",
      current = Type.READ,
      previousCalls = {"bottom", "middle", "top"})
  static void race_three_calls_deep() {
    Cell cell = new Cell();
    inOrder(
        () -> top(cell), // previous
        () -> use(cell.value)); // current
  }

  static void no_race_three_calls_deep() {
    inOrder(() -> top(new Cell()), () -> top(new Cell()));
  }

  private static void descend(Cell cell, int depth) {
    if (depth == 0) {
      cell.ref = "x";
    } else {
      descend(cell, depth - 1);
    }
  }

  @Race(
      variable = "Cell.ref",
      current = Type.READ,
      previousCalls = {"descend", "descend", "descend", "descend", "descend", "descend"})
  static void race_recursive() {
    Cell cell = new Cell();
    inOrder(
        () -> descend(cell, 5), // previous
        () -> use(cell.ref)); // current
  }

  static void no_race_recursive() {
    inOrder(() -> descend(new Cell(), 300), () -> descend(new Cell(), 300));
  }

  private static void deep(Cell cell, int depth) {
    if (depth == 0) {
      cell.value = 2;
    } else {
      deep(cell, depth - 1);
    }
  }

  @Race(variable = "Cell.value", current = Type.READ, previousCalls = "deep")
  static void race_hundreds_of_frames() {
    Cell cell = new Cell();
    inOrder(
        () -> deep(cell, 400), // previous
        () -> use(cell.value)); // current
  }

  /** Calls that returned are not in the stack. */
  @Race(
      variable = "Cell.value",
      current = Type.READ,
      previousCalls = {"writeAfterCalls", "lambda$race_after_calls_returned$"})
  static void race_after_calls_returned() {
    Cell cell = new Cell();
    inOrder(
        () -> writeAfterCalls(cell), // previous
        () -> use(cell.value)); // current
  }

  private static void writeAfterCalls(Cell cell) {
    top(new Cell());
    top(new Cell());
    cell.value = 1;
  }

  /** Calls that were left by an exception are not in the stack. */
  @Race(
      variable = "Cell.value",
      current = Type.READ,
      previousCalls = {"writeAfterException", "lambda$race_after_exception$"})
  static void race_after_exception() {
    Cell cell = new Cell();
    inOrder(
        () -> writeAfterException(cell), // previous
        () -> use(cell.value)); // current
  }

  private static void writeAfterException(Cell cell) {
    try {
      failDeep(10);
    } catch (IllegalStateException e) {
      cell.value = 1;
    }
  }

  private static void failDeep(int depth) {
    if (depth == 0) {
      throw new IllegalStateException();
    }
    failDeep(depth - 1);
  }

  /** The same method called from two places: the stack shows the right one. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_second_call_of_a_method() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          writeThird(new Cell());
          writeThird(cell); // previous
        },
        () -> use(cell.value)); // current
  }

  private static void writeThird(Cell cell) {
    cell.value = 3;
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_called_by_the_jdk() {
    Cell cell = new Cell();
    inOrder(
        () -> List.of(1, 2).forEach(x -> cell.value = x), // previous
        () -> use(cell.value)); // current
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_in_a_comparator() {
    Cell cell = new Cell();
    inOrder(
        () -> {
          TreeSet<Integer> set = new TreeSet<>((a, b) -> {
            cell.value = a; // previous
            return a - b;
          });
          set.add(1);
          set.add(2);
        },
        () -> use(cell.value)); // current
  }

  @Race(
      variable = "StackCases.made",
      kind = Kind.STATIC,
      current = Type.READ,
      previousCalls = {"<init>"})
  static void race_in_a_constructor() {
    inOrder(
        () -> use(new Counted()), // previous
        () -> use(made)); // current
  }

  private static int made;

  private static final class Counted {
    Counted() {
      made = 1;
    }
  }

  @Race(
      variable = "Cell.value",
      current = Type.READ,
      previousCalls = {"writeByReflection"})
  static void race_called_by_reflection() throws Exception {
    Cell cell = new Cell();
    java.lang.reflect.Method method =
        StackCases.class.getDeclaredMethod("writeByReflection", Cell.class);
    inOrder(
        () -> method.invoke(null, cell), // previous
        () -> use(cell.value)); // current
  }

  static void writeByReflection(Cell cell) {
    cell.value = 9;
  }

  @Race(variable = "Cell.value", previous = Type.READ)
  static void race_in_nested_lambdas() {
    Cell cell = new Cell();
    Supplier<Supplier<Integer>> outer = () -> () -> cell.value; // previous
    inOrder(() -> use(outer.get().get()), () -> cell.value = 4); // current
  }

  @Race(variable = "Cell.value", current = Type.READ, currentCalls = "get")
  static void race_getter() {
    Counter counter = new Counter();
    inOrder(
        () -> counter.cell.value = 5, // previous
        () -> use(counter.get())); // current
  }

  private static final class Counter {
    final Cell cell = new Cell();

    int get() {
      return cell.value;
    }
  }

  /** The main thread's stack goes down to {@code main}. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_main_thread_first() throws InterruptedException {
    Cell cell = new Cell();
    Order order = new Order();
    Thread reader = new Thread(() -> {
      order.await(0);
      use(cell.value); // current
    });
    reader.start();
    writeInMain(cell); // previous
    order.signal(0);
    reader.join();
  }

  private static void writeInMain(Cell cell) {
    cell.value = 1;
  }

  /** A long loop of calls between: what was recorded for the access is still there. */
  @Race(
      variable = "Cell.ref",
      current = Type.READ,
      previousCalls = {"writeThenWork"})
  static void race_long_ago() {
    Cell cell = new Cell();
    inOrder(
        () -> writeThenWork(cell), // previous
        () -> use(cell.ref)); // current
  }

  private static void writeThenWork(Cell cell) {
    cell.ref = "x";
    for (int i = 0; i < 200_000; i++) {
      deep(new Cell(), i % 7);
    }
  }
}
