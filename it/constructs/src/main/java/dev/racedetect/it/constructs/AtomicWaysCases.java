package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.function.Consumer;

/**
 * Every atomic, by every method that writes in release mode or stronger with every one that reads in acquire mode or
 * stronger (package comment of java.util.concurrent.atomic; VarHandle).
 */
final class AtomicWaysCases {
  private AtomicWaysCases() {}

  private static void each(List<Runnable> writes, List<Runnable> reads) {
    for (Runnable write : writes) {
      for (Runnable read : reads) {
        Cell cell = new Cell();
        inOrder(
            () -> {
              cell.value = 1;
              write.run();
            },
            () -> {
              read.run();
              use(cell.value);
            });
      }
    }
  }

  static void no_race_integer() {
    AtomicInteger a = new AtomicInteger();
    each(
        List.of(
            () -> a.set(0),
            () -> a.lazySet(0),
            () -> a.setRelease(0),
            () -> a.getAndSet(0),
            () -> a.compareAndSet(a.getPlain(), 0),
            () -> a.compareAndExchange(a.getPlain(), 0),
            () -> a.compareAndExchangeRelease(a.getPlain(), 0),
            () -> until(() -> a.weakCompareAndSetVolatile(a.getPlain(), 0)),
            () -> until(() -> a.weakCompareAndSetRelease(a.getPlain(), 0)),
            () -> a.getAndAdd(1),
            () -> a.getAndIncrement(),
            () -> a.getAndDecrement(),
            () -> a.addAndGet(1),
            () -> a.incrementAndGet(),
            () -> a.decrementAndGet(),
            () -> a.getAndUpdate(x -> x + 1),
            () -> a.updateAndGet(x -> x + 1),
            () -> a.getAndAccumulate(1, Integer::sum),
            () -> a.accumulateAndGet(1, Integer::sum)),
        List.of(
            () -> use(a.get()),
            () -> use(a.getAcquire()),
            () -> use(a.intValue()),
            () -> use((int) a.longValue()),
            () -> use((int) a.floatValue()),
            () -> use((int) a.doubleValue()),
            () -> use(a.getAndSet(0)),
            () -> use(a.compareAndSet(a.getPlain(), 0) ? 1 : 0),
            () -> use(a.compareAndSet(-7, 0) ? 1 : 0),
            () -> use(a.compareAndExchange(-7, 0)),
            () -> use(a.compareAndExchangeAcquire(-7, 0)),
            () -> use(a.getAndAdd(1)),
            () -> use(a.incrementAndGet()),
            () -> use(a.updateAndGet(x -> x + 1))));
  }

  private interface Attempt {
    boolean succeeds();
  }

  /** A weak compare-and-set may fail for no reason. */
  private static void until(Attempt attempt) {
    while (!attempt.succeeds()) {
      Thread.yield();
    }
  }

  static void no_race_long() {
    AtomicLong a = new AtomicLong();
    each(
        List.of(
            () -> a.set(0),
            () -> a.lazySet(0),
            () -> a.setRelease(0),
            () -> a.getAndSet(0),
            () -> a.compareAndSet(a.getPlain(), 0),
            () -> a.compareAndExchange(a.getPlain(), 0),
            () -> a.getAndAdd(1),
            () -> a.getAndIncrement(),
            () -> a.getAndDecrement(),
            () -> a.addAndGet(1),
            () -> a.incrementAndGet(),
            () -> a.decrementAndGet(),
            () -> a.getAndUpdate(x -> x + 1),
            () -> a.accumulateAndGet(1, Long::sum)),
        List.of(
            () -> use((int) a.get()),
            () -> use((int) a.getAcquire()),
            () -> use(a.intValue()),
            () -> use((int) a.longValue()),
            () -> use((int) a.floatValue()),
            () -> use((int) a.doubleValue()),
            () -> use(a.compareAndSet(-7, 0) ? 1 : 0),
            () -> use((int) a.compareAndExchangeAcquire(-7, 0)),
            () -> use((int) a.getAndUpdate(x -> x + 1))));
  }

  static void no_race_boolean() {
    AtomicBoolean a = new AtomicBoolean();
    each(
        List.of(
            () -> a.set(true),
            () -> a.lazySet(true),
            () -> a.setRelease(true),
            () -> a.getAndSet(true),
            () -> a.compareAndSet(a.getPlain(), true),
            () -> a.compareAndExchange(a.getPlain(), true),
            () -> a.compareAndExchangeRelease(a.getPlain(), true),
            () -> until(() -> a.weakCompareAndSetVolatile(a.getPlain(), true))),
        List.of(
            () -> use(a.get() ? 1 : 0),
            () -> use(a.getAcquire() ? 1 : 0),
            () -> use(a.getAndSet(true) ? 1 : 0),
            () -> use(a.compareAndSet(false, true) ? 1 : 0),
            () -> use(a.compareAndExchange(true, true) ? 1 : 0),
            () -> use(a.compareAndExchangeAcquire(true, true) ? 1 : 0)));
  }

  static void no_race_reference() {
    AtomicReference<String> a = new AtomicReference<>("");
    each(
        List.of(
            () -> a.set("x"),
            () -> a.lazySet("x"),
            () -> a.setRelease("x"),
            () -> a.getAndSet("x"),
            () -> a.compareAndSet(a.getPlain(), "x"),
            () -> a.compareAndExchange(a.getPlain(), "x"),
            () -> a.getAndUpdate(x -> "x"),
            () -> a.updateAndGet(x -> "x"),
            () -> a.getAndAccumulate("y", (x, y) -> y),
            () -> a.accumulateAndGet("y", (x, y) -> y)),
        List.of(
            () -> use(a.get().length()),
            () -> use(a.getAcquire().length()),
            () -> use(a.getAndSet("x").length()),
            () -> use(a.compareAndSet(null, "") ? 1 : 0),
            () -> use(a.compareAndExchange(null, "").length()),
            () -> use(a.compareAndExchangeAcquire(null, "").length()),
            () -> use(a.updateAndGet(x -> "x").length())));
  }

  static void no_race_arrays() {
    AtomicIntegerArray ints = new AtomicIntegerArray(3);
    each(
        List.of(
            () -> ints.set(1, 0),
            () -> ints.lazySet(1, 0),
            () -> ints.setRelease(1, 0),
            () -> ints.getAndIncrement(1),
            () -> ints.addAndGet(1, 1),
            () -> ints.updateAndGet(1, x -> x + 1),
            () -> ints.compareAndSet(1, ints.getPlain(1), 0)),
        List.of(
            () -> use(ints.get(1)),
            () -> use(ints.getAcquire(1)),
            () -> use(ints.getAndAdd(1, 1)),
            () -> use(ints.compareAndExchange(1, -7, 0)),
            () -> use(ints.accumulateAndGet(1, 1, Integer::sum))));
    AtomicLongArray longs = new AtomicLongArray(3);
    each(
        List.of(
            () -> longs.set(2, 0),
            () -> longs.lazySet(2, 0),
            () -> longs.incrementAndGet(2),
            () -> longs.getAndUpdate(2, x -> x + 1)),
        List.of(
            () -> use((int) longs.get(2)),
            () -> use((int) longs.getAcquire(2)),
            () -> use((int) longs.getAndSet(2, 0))));
    AtomicReferenceArray<String> references = new AtomicReferenceArray<>(3);
    each(
        List.of(
            () -> references.set(0, "x"),
            () -> references.lazySet(0, "x"),
            () -> references.setRelease(0, "x"),
            () -> references.getAndSet(0, "x"),
            () -> references.updateAndGet(0, x -> "x"),
            () -> references.compareAndSet(0, references.getPlain(0), "x")),
        List.of(
            () -> use(references.get(0).length()),
            () -> use(references.getAcquire(0).length()),
            () -> use(references.getAndUpdate(0, x -> "x").length()),
            () -> use(references.compareAndExchange(0, null, "").length())));
  }

  private static final class Fields {
    volatile int number;
    volatile long wide;
    volatile String text = "";
  }

  private static final AtomicIntegerFieldUpdater<Fields> NUMBER =
      AtomicIntegerFieldUpdater.newUpdater(Fields.class, "number");
  private static final AtomicLongFieldUpdater<Fields> WIDE =
      AtomicLongFieldUpdater.newUpdater(Fields.class, "wide");
  private static final AtomicReferenceFieldUpdater<Fields, String> TEXT =
      AtomicReferenceFieldUpdater.newUpdater(Fields.class, String.class, "text");

  static void no_race_field_updaters() {
    Fields f = new Fields();
    each(
        List.of(
            () -> NUMBER.set(f, 0),
            () -> NUMBER.lazySet(f, 0),
            () -> NUMBER.compareAndSet(f, NUMBER.get(f), 0),
            () -> NUMBER.getAndIncrement(f),
            () -> NUMBER.addAndGet(f, 1),
            () -> NUMBER.updateAndGet(f, x -> x + 1),
            () -> f.number = 2),
        List.of(
            () -> use(NUMBER.get(f)),
            () -> use(NUMBER.getAndSet(f, 0)),
            () -> use(NUMBER.decrementAndGet(f)),
            () -> use(NUMBER.getAndAccumulate(f, 1, Integer::sum)),
            () -> use(f.number)));
    each(
        List.of(
            () -> WIDE.set(f, 0),
            () -> WIDE.lazySet(f, 0),
            () -> WIDE.incrementAndGet(f),
            () -> WIDE.getAndUpdate(f, x -> x + 1)),
        List.of(
            () -> use((int) WIDE.get(f)),
            () -> use((int) WIDE.getAndAdd(f, 1)),
            () -> use((int) WIDE.accumulateAndGet(f, 1, Long::sum))));
    each(
        List.of(
            () -> TEXT.set(f, "x"),
            () -> TEXT.lazySet(f, "x"),
            () -> TEXT.getAndSet(f, "x"),
            () -> TEXT.updateAndGet(f, x -> "x")),
        List.of(
            () -> use(TEXT.get(f).length()),
            () -> use(TEXT.compareAndSet(f, "no", "") ? 1 : 0),
            () -> use(TEXT.getAndAccumulate(f, "y", (x, y) -> y).length())));
  }

  static void no_race_marked_and_stamped() {
    AtomicMarkableReference<String> marked = new AtomicMarkableReference<>("x", false);
    Consumer<Boolean> attempt = mark -> use(marked.attemptMark("x", mark) ? 1 : 0);
    each(
        List.of(
            () -> marked.set("x", !marked.isMarked()),
            () -> attempt.accept(!marked.isMarked()),
            () ->
                use(marked.compareAndSet("x", "x", marked.isMarked(), !marked.isMarked()) ? 1 : 0)),
        List.of(
            () -> use(marked.isMarked() ? 1 : 0),
            () -> use(marked.getReference().length()),
            () -> use(marked.get(new boolean[1]).length())));
    AtomicStampedReference<String> stamped = new AtomicStampedReference<>("x", 0);
    each(
        List.of(
            () -> stamped.set("x", stamped.getStamp() + 1),
            () -> use(stamped.attemptStamp("x", stamped.getStamp() + 1) ? 1 : 0),
            () -> use(
                stamped.compareAndSet("x", "x", stamped.getStamp(), stamped.getStamp() + 1)
                    ? 1
                    : 0)),
        List.of(
            () -> use(stamped.getStamp()),
            () -> use(stamped.getReference().length()),
            () -> use(stamped.get(new int[1]).length())));
  }
}
