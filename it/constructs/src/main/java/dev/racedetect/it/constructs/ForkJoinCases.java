package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Fork/join (forking happens-before the task, the task happens-before what follows its join) and parallel streams. */
final class ForkJoinCases {
  private ForkJoinCases() {}

  private static final class Sum extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1L;
    private final int[] values;
    private final int from;
    private final int to;

    Sum(int[] values, int from, int to) {
      this.values = values;
      this.from = from;
      this.to = to;
    }

    @Override
    protected Integer compute() {
      if (to - from <= 8) {
        int sum = 0;
        for (int i = from; i < to; i++) {
          sum += values[i];
        }
        return sum;
      }
      int middle = (from + to) / 2;
      Sum left = new Sum(values, from, middle);
      left.fork();
      int right = new Sum(values, middle, to).compute();
      return left.join() + right;
    }
  }

  private static final class Fill extends RecursiveAction {
    private static final long serialVersionUID = 1L;
    private final int[] values;
    private final int from;
    private final int to;

    Fill(int[] values, int from, int to) {
      this.values = values;
      this.from = from;
      this.to = to;
    }

    @Override
    protected void compute() {
      if (to - from <= 8) {
        for (int i = from; i < to; i++) {
          values[i] = i;
        }
      } else {
        int middle = (from + to) / 2;
        invokeAll(new Fill(values, from, middle), new Fill(values, middle, to));
      }
    }
  }

  private static final class Count extends CountedCompleter<Void> {
    private static final long serialVersionUID = 1L;
    private final transient Cell[] cells;
    private final int index;

    Count(CountedCompleter<?> parent, Cell[] cells, int index) {
      super(parent);
      this.cells = cells;
      this.index = index;
    }

    @Override
    public void compute() {
      if (index < 0) {
        setPendingCount(cells.length);
        for (int i = 0; i < cells.length; i++) {
          new Count(this, cells, i).fork();
        }
      } else {
        cells[index].value = index;
      }
      tryComplete();
    }
  }

  static void no_race_recursive_task() {
    int[] values = IntStream.range(0, 200).toArray();
    use(new ForkJoinPool(3).invoke(new Sum(values, 0, values.length)));
  }

  static void no_race_recursive_action() {
    int[] values = new int[200];
    new ForkJoinPool(3).invoke(new Fill(values, 0, values.length));
    use(Arrays.stream(values).sum() + values[77]);
  }

  static void no_race_common_pool() {
    int[] values = new int[200];
    ForkJoinPool.commonPool().invoke(new Fill(values, 0, values.length));
    use(values[77] + new Sum(values, 0, values.length).invoke());
  }

  static void no_race_counted_completer() {
    Cell[] cells = IntStream.range(0, 8).mapToObj(Cell::new).toArray(Cell[]::new);
    new Count(null, cells, -1).invoke();
    use(cells[3].value + cells[7].value);
  }

  @Race(variable = "Cell.value")
  static void race_two_forked_tasks() {
    Cell cell = new Cell();
    Order order = new Order();
    ForkJoinPool pool = new ForkJoinPool(3);
    ForkJoinTask<?> first = pool.submit(() -> {
      order.meet(0, 1);
      cell.value = 1; // previous
      order.signal(2);
    });
    ForkJoinTask<?> second = pool.submit(() -> {
      order.meet(1, 0);
      order.await(2);
      cell.value = 2; // current
    });
    first.join();
    second.join();
    pool.shutdown();
  }

  static void no_race_submitted_and_joined() {
    Cell cell = new Cell();
    cell.value = 1;
    ForkJoinPool pool = new ForkJoinPool(2);
    pool.submit(() -> cell.value++).join();
    use(cell.value);
    pool.shutdown();
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_submitted_and_not_joined() {
    Cell cell = new Cell();
    Order order = new Order();
    ForkJoinPool pool = new ForkJoinPool(2);
    ForkJoinTask<?> task = pool.submit(() -> {
      cell.value = 1; // previous
      order.signal(0);
    });
    order.await(0);
    use(cell.value); // current
    task.join();
    pool.shutdown();
  }

  static void no_race_get() throws Exception {
    Cell cell = new Cell();
    ForkJoinPool pool = new ForkJoinPool(2);
    pool.submit(() -> cell.value = 1).get();
    use(cell.value);
    pool.shutdown();
  }

  static void no_race_map_reduce() {
    int[] values = new int[1_000];
    Arrays.fill(values, 3);
    use(IntStream.range(0, 1_000).parallel().map(i -> values[i]).sum());
  }

  static void no_race_distinct_elements() {
    int[] values = new int[1_000];
    IntStream.range(0, 1_000).parallel().forEach(i -> values[i] = i);
    int sum = 0;
    for (int value : values) {
      sum += value;
    }
    use(sum);
  }

  static void no_race_collect() {
    List<Cell> cells =
        IntStream.range(0, 300).parallel().mapToObj(Cell::new).collect(Collectors.toList());
    int sum = 0;
    for (Cell cell : cells) {
      sum += cell.value;
    }
    use(sum);
  }

  static void no_race_objects_made_in_the_stream() {
    Cell[] cells = IntStream.range(0, 300).parallel().mapToObj(Cell::new).toArray(Cell[]::new);
    use(cells[5].value + cells[299].value);
  }

  static void no_race_group() {
    use(IntStream.range(0, 300)
        .parallel()
        .boxed()
        .collect(Collectors.groupingBy(i -> i % 3, Collectors.counting()))
        .get(1));
  }

  /** Two elements that wait for each other are processed by two threads. */
  @Race(variable = "Cell.value")
  static void race_parallel_stream() {
    Cell cell = new Cell();
    Order order = new Order();
    IntStream.range(0, 2).parallel().forEach(i -> {
      order.meet(i, 1 - i);
      if (i == 0) {
        cell.value = 1; // previous
        order.signal(2);
      } else {
        order.await(2);
        cell.value = 2; // current
      }
    });
  }

  @Race(variable = "int[]", kind = Kind.ARRAY, index = 0, current = Type.READ)
  static void race_parallel_stream_captured_array() {
    int[] sum = {0};
    Order order = new Order();
    IntStream.range(0, 2).parallel().forEach(i -> {
      order.meet(i, 1 - i);
      if (i == 1) {
        order.await(2);
      }
      sum[0] += i; // previous and current
      order.signal(2 + i);
    });
  }

  /** A list that is not thread-safe, filled by a parallel stream. */
  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT)
  static void race_parallel_stream_into_a_list() {
    List<Integer> list = new ArrayList<>(16);
    Order order = new Order();
    IntStream.range(0, 2).parallel().forEach(i -> {
      order.meet(i, 1 - i);
      if (i == 1) {
        order.await(2);
      }
      list.add(i); // previous and current
      order.signal(2 + i);
    });
  }

  static void no_race_parallel_sort() {
    int[] values = IntStream.range(0, 20_000).map(i -> -i).toArray();
    Arrays.parallelSort(values);
    use(values[5]);
  }

  static void no_race_parallel_prefix() {
    int[] values = new int[10_000];
    Arrays.parallelSetAll(values, i -> i);
    Arrays.parallelPrefix(values, Integer::sum);
    use(values[9_999]);
  }

  /** Counts down or completes its parent in one of the ways that the class offers. */
  private static final class Part extends CountedCompleter<Integer> {
    private static final long serialVersionUID = 1L;
    private final transient Cell cell;
    private final int way;

    Part(CountedCompleter<?> parent, Cell cell, int way) {
      super(parent);
      this.cell = cell;
      this.way = way;
    }

    @Override
    public void compute() {
      cell.value = way + 1;
      switch (way) {
        case 0:
          tryComplete();
          break;
        case 1:
          propagateCompletion();
          break;
        case 2:
          complete(1);
          break;
        case 3:
          CountedCompleter<?> next = nextComplete();
          if (next != null) {
            next.tryComplete();
          }
          break;
        default:
          CountedCompleter<?> parent = getCompleter();
          if (parent.decrementPendingCountUnlessZero() == 0) {
            parent.quietlyCompleteRoot();
          }
      }
    }
  }

  private static final class Whole extends CountedCompleter<Integer> {
    private static final long serialVersionUID = 1L;
    private final transient Cell[] cells;
    private final int way;
    int sum;

    Whole(Cell[] cells, int way) {
      this.cells = cells;
      this.way = way;
    }

    @Override
    public void compute() {
      addToPendingCount(cells.length);
      for (Cell cell : cells) {
        new Part(this, cell, way).fork();
      }
      tryComplete();
    }

    @Override
    public void onCompletion(CountedCompleter<?> caller) {
      for (Cell cell : cells) {
        sum += cell.value;
      }
    }
  }

  static void no_race_completions_of_every_kind() {
    for (int way = 0; way < 5; way++) {
      Cell[] cells = IntStream.range(0, 6).mapToObj(Cell::new).toArray(Cell[]::new);
      Whole whole = new Whole(cells, way);
      ForkJoinPool.commonPool().invoke(whole);
      use(whole.sum + cells[0].value + cells[5].value);
    }
  }
}
