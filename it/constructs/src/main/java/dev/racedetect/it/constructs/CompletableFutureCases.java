package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.concurrent.CompletableFuture;

/**
 * {@code CompletableFuture} (a Future and a CompletionStage: completing happens-before what depends on the completion).
 */
final class CompletableFutureCases {
  private CompletableFutureCases() {}

  static void no_race_join() {
    Cell cell = new Cell();
    cell.value = 1;
    CompletableFuture.runAsync(() -> cell.value++).join();
    use(cell.value);
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_not_joined() {
    Cell cell = new Cell();
    Order order = new Order();
    CompletableFuture<Void> future = CompletableFuture.runAsync(() -> {
      cell.value = 1; // previous
      order.signal(0);
    });
    order.await(0);
    use(cell.value); // current
    future.join();
  }

  static void no_race_supply_and_get() throws Exception {
    use(CompletableFuture.supplyAsync(() -> new Cell(4)).get().value++);
  }

  static void no_race_then_apply() {
    CompletableFuture<Cell> future = CompletableFuture.supplyAsync(() -> new Cell(4))
        .thenApplyAsync(cell -> {
          cell.value++;
          return cell;
        });
    use(future.join().value);
  }

  static void no_race_then_combine() {
    CompletableFuture<Cell> left = CompletableFuture.supplyAsync(() -> new Cell(1));
    CompletableFuture<Cell> right = CompletableFuture.supplyAsync(() -> new Cell(2));
    use(left.thenCombineAsync(right, (a, b) -> a.value + b.value).join());
  }

  static void no_race_then_compose() {
    use(CompletableFuture.supplyAsync(() -> new Cell(1))
        .thenComposeAsync(cell -> CompletableFuture.supplyAsync(() -> cell.value++))
        .join());
  }

  static void no_race_complete() {
    CompletableFuture<Cell> future = new CompletableFuture<>();
    inOrder(() -> use(future.complete(new Cell(3))), () -> use(future.join().value));
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_written_after_complete() {
    CompletableFuture<Cell> future = new CompletableFuture<>();
    inOrder(
        () -> {
          Cell cell = new Cell(3);
          use(future.complete(cell));
          cell.value = 4; // previous
        },
        () -> use(future.join().value)); // current
  }

  /** The callback runs in the thread that completes, after what was done there. */
  static void no_race_callback_in_the_completing_thread() {
    Cell cell = new Cell();
    CompletableFuture<String> future = new CompletableFuture<>();
    inOrder(
        () -> {
          cell.value = 1;
          use(future.thenAccept(x -> cell.value++));
        },
        () -> use(future.complete("x")));
  }

  @Race(variable = "Cell.value")
  static void race_written_after_registering_the_callback() {
    Cell cell = new Cell();
    CompletableFuture<String> future = new CompletableFuture<>();
    inOrder(
        () -> {
          use(future.thenAccept(x -> cell.value = 2)); // current
          cell.value = 1; // previous
        },
        () -> use(future.complete("x")));
  }

  static void no_race_all_of() {
    Cell left = new Cell();
    Cell right = new Cell();
    CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> left.value = 1),
            CompletableFuture.runAsync(() -> right.value = 1))
        .join();
    use(left.value + right.value);
  }

  static void no_race_any_of() {
    Cell cell = new Cell();
    CompletableFuture<Object> never = new CompletableFuture<>();
    CompletableFuture.anyOf(CompletableFuture.runAsync(() -> cell.value = 1), never)
        .join();
    use(cell.value);
  }

  /** {@code anyOf} orders only what completed it. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_any_of_the_other() {
    Cell cell = new Cell();
    Order order = new Order();
    CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> {
      cell.value = 1; // previous
      order.meet(0, 1);
    });
    order.await(0);
    CompletableFuture.anyOf(CompletableFuture.completedFuture("x"), slow).join();
    use(cell.value); // current
    order.signal(1);
    slow.join();
  }

  static void no_race_handle() {
    Cell cell = new Cell();
    CompletableFuture.runAsync(() -> {
          cell.value = 1;
          throw new IllegalStateException();
        })
        .handle((x, error) -> cell.value++)
        .join();
    use(cell.value);
  }

  static void no_race_exceptionally() {
    Cell cell = new Cell();
    CompletableFuture<Integer> future = new CompletableFuture<>();
    together(
        () -> {
          cell.value = 1;
          use(future.completeExceptionally(new IllegalStateException()));
        },
        () -> use(future.exceptionally(error -> cell.value++).join()));
  }

  static void no_race_when_complete() {
    Cell cell = new Cell();
    CompletableFuture.supplyAsync(() -> cell.value = 1)
        .whenCompleteAsync((x, error) -> cell.value++)
        .join();
    use(cell.value);
  }

  static void no_race_run_after_both() {
    Cell left = new Cell();
    Cell right = new Cell();
    CompletableFuture.runAsync(() -> left.value = 1)
        .runAfterBothAsync(
            CompletableFuture.runAsync(() -> right.value = 1), () -> left.value += right.value)
        .join();
    use(left.value);
  }

  @Race(variable = "Cell.value")
  static void race_two_stages() {
    Cell cell = new Cell();
    Order order = new Order();
    CompletableFuture<Void> first = CompletableFuture.runAsync(() -> {
      order.meet(0, 1);
      cell.value = 1; // previous
      order.signal(2);
    });
    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {
      order.meet(1, 0);
      order.await(2);
      cell.value = 2; // current
    });
    CompletableFuture.allOf(first, second).join();
  }
}
