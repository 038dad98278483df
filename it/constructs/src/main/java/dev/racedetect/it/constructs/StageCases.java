package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/**
 * Every kind of dependent of a {@code CompletableFuture}: the completion of the stages that it depends on happens-before its
 * function (CompletionStage), in whatever thread that runs.
 */
final class StageCases {
  private StageCases() {}

  static void no_race_every_dependent() {
    for (boolean completedBefore : new boolean[] {true, false}) {
      for (boolean async : new boolean[] {true, false}) {
        Executor direct = Runnable::run;
        Executor executor = async ? ForkJoinPool.commonPool() : direct;
        Cell cell = new Cell();
        Cell other = new Cell();
        CompletableFuture<Cell> first = new CompletableFuture<>();
        CompletableFuture<Cell> second = new CompletableFuture<>();
        Runnable complete = () -> together(
            () -> {
              cell.value = 1;
              first.complete(cell);
            },
            () -> {
              other.value = 1;
              second.complete(other);
            });
        if (completedBefore) {
          complete.run();
        }
        List<CompletableFuture<?>> dependents = dependents(first, second, executor);
        if (!completedBefore) {
          complete.run();
        }
        for (CompletableFuture<?> dependent : dependents) {
          dependent.join();
        }
        use(cell.value + other.value);
      }
    }
  }

  private static List<CompletableFuture<?>> dependents(
      CompletableFuture<Cell> first, CompletableFuture<Cell> second, Executor in) {
    return List.of(
        first.thenApplyAsync(cell -> cell.value, in),
        first.thenAcceptAsync(cell -> use(cell.value), in),
        first.thenRunAsync(() -> use(first.join().value), in),
        first.handleAsync((cell, thrown) -> cell.value, in),
        first.whenCompleteAsync((cell, thrown) -> use(cell.value), in),
        first.thenComposeAsync(cell -> second.thenApply(other -> cell.value + other.value), in),
        first.thenCombineAsync(second, (cell, other) -> cell.value + other.value, in),
        first.thenAcceptBothAsync(second, (cell, other) -> use(cell.value + other.value), in),
        first.runAfterBothAsync(second, () -> use(first.join().value + second.join().value), in),
        first.applyToEitherAsync(second, cell -> cell.value, in),
        first.acceptEitherAsync(second, cell -> use(cell.value), in),
        first.runAfterEitherAsync(second, () -> {}, in),
        first.thenApply(cell -> cell.value),
        first.thenCompose(cell -> second),
        first.exceptionally(thrown -> null).thenApply(cell -> cell.value),
        CompletableFuture.allOf(first, second)
            .thenRun(() -> use(first.join().value + second.join().value)),
        CompletableFuture.anyOf(first, second).thenApply(cell -> ((Cell) cell).value));
  }

  static void no_race_failures() {
    for (boolean failedBefore : new boolean[] {true, false}) {
      Cell cell = new Cell();
      CompletableFuture<Cell> failing = new CompletableFuture<>();
      Runnable fail = () -> together(() -> {
        cell.value = 1;
        failing.completeExceptionally(new IllegalStateException());
      });
      if (failedBefore) {
        fail.run();
      }
      List<CompletableFuture<?>> dependents = List.of(
          failing.exceptionally(thrown -> cell).thenApply(recovered -> recovered.value),
          failing.exceptionallyAsync(thrown -> new Cell(cell.value)),
          failing.exceptionallyCompose(
              thrown -> CompletableFuture.completedFuture(new Cell(cell.value))),
          failing.exceptionallyComposeAsync(
              thrown -> CompletableFuture.supplyAsync(() -> new Cell(cell.value))),
          failing.handle((value, thrown) -> cell.value));
      if (!failedBefore) {
        fail.run();
      }
      for (CompletableFuture<?> dependent : dependents) {
        dependent.join();
      }
    }
  }

  static void no_race_delayed() {
    Cell cell = new Cell();
    cell.value = 1;
    Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);
    CompletableFuture.runAsync(() -> cell.value++, later).join();
    use(cell.value);
    Cell given = new Cell();
    given.value = 1;
    use(new CompletableFuture<Cell>()
        .completeOnTimeout(given, 1, TimeUnit.MILLISECONDS)
        .thenApply(seen -> ++seen.value)
        .join());
    use(new CompletableFuture<Integer>()
        .orTimeout(1, TimeUnit.MILLISECONDS)
        .exceptionally(thrown -> ++given.value)
        .join());
  }

  @Race(variable = "Cell.value", current = Type.READ)
  static void race_number_of_dependents() {
    Cell cell = new Cell();
    CompletableFuture<Object> future = new CompletableFuture<>();
    inOrder(
        () -> {
          cell.value = 1; // previous
          future.thenAccept(value -> {});
        },
        () -> {
          use(future.getNumberOfDependents());
          use(cell.value); // current
        });
  }
}
