package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;

import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Type;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * {@code SubmissionPublisher}: publishing happens-before consumption, and a subscriber's methods are called one after the
 * other (Flow.Subscriber: "as if by happens-before").
 */
final class FlowCases {
  private FlowCases() {}

  /** Counts in a plain variable what it gets; the latch tells of the end. */
  private static final class Counter implements Subscriber<Item> {
    final CountDownLatch end = new CountDownLatch(1);
    final Consumer<Item> action;
    int count;
    private Subscription subscription;

    Counter(Consumer<Item> action) {
      this.action = action;
    }

    @Override
    public void onSubscribe(Subscription to) {
      subscription = to;
      count++;
      to.request(1);
    }

    @Override
    public void onNext(Item item) {
      count++;
      action.accept(item);
      subscription.request(1);
    }

    @Override
    public void onError(Throwable thrown) {
      count++;
      end.countDown();
    }

    @Override
    public void onComplete() {
      count++;
      end.countDown();
    }
  }

  static void no_race_submit_and_offer() throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    Counter counter = new Counter(item -> use(item.value));
    try (SubmissionPublisher<Item> publisher = new SubmissionPublisher<>(pool, 4)) {
      publisher.subscribe(counter);
      for (int i = 0; i < 50; i++) {
        Item item = new Item(i);
        publisher.submit(item);
        publisher.offer(new Item(i), 1, TimeUnit.SECONDS, null);
      }
    }
    counter.end.await();
    use(counter.count);
    pool.shutdown();
  }

  /** The subscriber is made ready before it subscribes. */
  static void no_race_written_before_subscribe() throws InterruptedException {
    Cell cell = new Cell();
    Counter counter = new Counter(item -> use(cell.value));
    try (SubmissionPublisher<Item> publisher = new SubmissionPublisher<>()) {
      cell.value = 1;
      publisher.subscribe(counter);
      publisher.submit(new Item(1));
    }
    counter.end.await();
  }

  static void no_race_closed_exceptionally() throws InterruptedException {
    Cell cell = new Cell();
    Counter counter = new Counter(item -> {});
    SubmissionPublisher<Item> publisher = new SubmissionPublisher<>();
    publisher.subscribe(counter);
    cell.value = 1;
    publisher.closeExceptionally(new IllegalStateException());
    counter.end.await();
    use(cell.value + counter.count);
  }

  static void no_race_consume() throws Exception {
    Cell sum = new Cell();
    SubmissionPublisher<Item> publisher = new SubmissionPublisher<>();
    var done = publisher.consume(item -> sum.value += item.value);
    for (int i = 0; i < 50; i++) {
      publisher.submit(new Item(i));
    }
    publisher.close();
    done.get();
    use(sum.value);
  }

  /** What a thread did before it asks for more is seen by what it gets then. */
  static void no_race_written_before_request() throws InterruptedException {
    Cell cell = new Cell();
    CountDownLatch end = new CountDownLatch(1);
    Subscription[] subscription = new Subscription[1];
    CountDownLatch subscribed = new CountDownLatch(1);
    SubmissionPublisher<Item> publisher = new SubmissionPublisher<>();
    publisher.subscribe(new Subscriber<Item>() {
      @Override
      public void onSubscribe(Subscription to) {
        subscription[0] = to;
        subscribed.countDown();
      }

      @Override
      public void onNext(Item item) {
        use(cell.value);
        end.countDown();
      }

      @Override
      public void onError(Throwable thrown) {}

      @Override
      public void onComplete() {}
    });
    publisher.submit(new Item(1));
    subscribed.await();
    cell.value = 1;
    subscription[0].request(1);
    end.await();
    publisher.close();
  }

  @Race(variable = "Item.value", previous = Type.READ)
  static void race_written_after_submit() throws InterruptedException {
    Order order = new Order();
    Counter counter = new Counter(item -> {
      use(item.value); // previous
      order.signal(0);
    });
    try (SubmissionPublisher<Item> publisher = new SubmissionPublisher<>()) {
      publisher.subscribe(counter);
      Item item = new Item(1);
      publisher.submit(item);
      order.await(0);
      item.value = 2; // current
    }
    counter.end.await();
  }

  /** What two subscribers do is not ordered. */
  @Race(variable = "Cell.value")
  static void race_two_subscribers() throws InterruptedException {
    Cell cell = new Cell();
    Order order = new Order();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Counter first = new Counter(item -> {
      cell.value = 1; // previous
      order.signal(0);
    });
    Counter second = new Counter(item -> {
      order.await(0);
      cell.value = 2; // current
    });
    try (SubmissionPublisher<Item> publisher = new SubmissionPublisher<>(pool, 8)) {
      publisher.subscribe(first);
      publisher.subscribe(second);
      publisher.submit(new Item(1));
    }
    first.end.await();
    second.end.await();
    pool.shutdown();
  }

  /** That it has subscribers, or a maximum lag, says nothing of what they did. */
  @Race(variable = "Cell.value", current = Type.READ)
  static void race_estimate() throws InterruptedException {
    Cell cell = new Cell();
    Order order = new Order();
    Counter counter = new Counter(item -> {
      cell.value = 1; // previous
      order.signal(0);
    });
    try (SubmissionPublisher<Item> publisher = new SubmissionPublisher<>()) {
      publisher.subscribe(counter);
      publisher.submit(new Item(1));
      order.await(0);
      use(publisher.estimateMaximumLag() + publisher.getNumberOfSubscribers());
      use(cell.value); // current
    }
    counter.end.await();
  }
}
