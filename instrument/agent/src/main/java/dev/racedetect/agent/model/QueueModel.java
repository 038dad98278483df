package dev.racedetect.agent.model;

/**
 * The queues (BlockingQueue, ConcurrentLinkedQueue, "Memory consistency effects"). By element: a take says nothing to a
 * blocked put, and no size() publishes.
 */
final class QueueModel implements JdkModel {
  private static final String J = "java/util/concurrent/";
  private static final String ADD = "java/util/Collection.add";
  private static final String ACCEPT = "java/util/function/Consumer.accept";
  private static final String TEST = "java/util/function/Predicate.test";
  private static final String TO_STRING = "java/lang/Object.toString";
  private static final String COPY = "toArray()[Ljava/lang/Object;";
  private static final String COPY_INTO = "toArray([Ljava/lang/Object;)[Ljava/lang/Object;";
  private static final String REMOVE = "remove(Ljava/lang/Object;)Z";

  @Override
  public void declare(Edges edges) {
    arrayBlockingQueue(edges);
    linkedBlockingQueue(edges);
    linkedBlockingDeque(edges);
    priorityBlockingQueue(edges);
    delayQueue(edges);
    delayedWorkQueue(edges);
    synchronousQueue(edges);
    linkedTransferQueue(edges);
    concurrentLinkedQueue(edges);
    concurrentLinkedDeque(edges);
    for (String queue : new String[] {
      "ArrayBlockingQueue",
      "LinkedBlockingQueue",
      "LinkedBlockingDeque",
      "PriorityBlockingQueue",
      "DelayQueue",
      "ScheduledThreadPoolExecutor$DelayedWorkQueue"
    }) {
      edges.of(J + queue).quietLocks();
    }
  }

  private static void arrayBlockingQueue(Edges edges) {
    String queue = J + "ArrayBlockingQueue";
    Containers.of(edges, queue)
        .given("offer", "put")
        .taken("poll", "take", "peek")
        .found("contains", REMOVE)
        .copied(COPY, COPY_INTO)
        .passed(ADD, ACCEPT, TEST)
        .equalled();
    Containers.inner(edges, queue + "$Itr", "this$0", queue)
        .taken("next()Ljava/lang/Object;")
        .passed(ACCEPT);
  }

  private static void linkedBlockingQueue(Edges edges) {
    String queue = J + "LinkedBlockingQueue";
    Containers.of(edges, queue)
        .given("offer", "put")
        .taken("poll", "take", "peek")
        .found("contains", REMOVE)
        .copied(COPY, COPY_INTO)
        .passed(ADD, ACCEPT, TEST)
        .equalled();
    Containers.inner(edges, queue + "$Itr", "this$0", queue)
        .taken("next()Ljava/lang/Object;")
        .passed(ACCEPT);
    Containers.inner(edges, queue + "$LBQSpliterator", "this$0", queue).passed(ACCEPT);
  }

  private static void linkedBlockingDeque(Edges edges) {
    String deque = J + "LinkedBlockingDeque";
    Containers.of(edges, deque)
        .given("offerFirst", "offerLast", "putFirst", "putLast")
        .taken("pollFirst", "pollLast", "takeFirst", "takeLast", "peekFirst", "peekLast")
        .found("contains", "removeFirstOccurrence", "removeLastOccurrence")
        .copied(COPY, COPY_INTO)
        .passed(ADD, ACCEPT, TEST)
        .equalled();
    edges
        .of(deque)
        .on("addAll")
        .beforeCall(
            Containers.REQUIRE_NON_NULL, Containers.ELEMENT_GIVEN, Operand.TOP, Operand.THIS);
    Containers.inner(edges, deque + "$AbstractItr", "this$0", deque)
        .taken("next")
        .passed(ACCEPT);
    Containers.inner(edges, deque + "$LBDSpliterator", "this$0", deque).passed(ACCEPT);
  }

  private static void priorityBlockingQueue(Edges edges) {
    String queue = J + "PriorityBlockingQueue";
    Containers.of(edges, queue)
        .given("offer(Ljava/lang/Object;)Z")
        .taken("poll", "take", "peek")
        .found("contains", REMOVE)
        .copied(COPY, COPY_INTO)
        .passed(ADD, ACCEPT, TEST)
        .equalled()
        .compared();
    Containers.inner(edges, queue + "$PBQSpliterator", "this$0", queue).passed(ACCEPT);
  }

  /**
   * Calls getDelay and compareTo of queued elements through a PriorityQueue: inside its lock it has accessed them
   * all.
   */
  private static void delayQueue(Edges edges) {
    String queue = J + "DelayQueue";
    String lock = J + "locks/ReentrantLock.";
    String condition = J + "locks/Condition.";
    Containers.of(edges, queue).given("offer(Ljava/util/concurrent/Delayed;)Z");
    edges
        .of(queue)
        .on(Row.EVERY_METHOD)
        .afterCall(lock + "lock", Probe.ACQUIRE_ALL, Operand.THIS)
        .afterCall(lock + "lockInterruptibly", Probe.ACQUIRE_ALL, Operand.THIS)
        .afterCall(condition + "await", Probe.ACQUIRE_ALL, Operand.THIS)
        .afterCall(condition + "awaitNanos", Probe.ACQUIRE_ALL, Operand.THIS);
  }

  private static void delayedWorkQueue(Edges edges) {
    Containers.of(edges, J + "ScheduledThreadPoolExecutor$DelayedWorkQueue")
        .given("offer(Ljava/lang/Runnable;)Z")
        .taken(
            "poll()Ljava/util/concurrent/RunnableScheduledFuture;",
            "poll(JLjava/util/concurrent/TimeUnit;)Ljava/util/concurrent/RunnableScheduledFuture;",
            "take()Ljava/util/concurrent/RunnableScheduledFuture;",
            "peek()Ljava/util/concurrent/RunnableScheduledFuture;")
        .copied(COPY, COPY_INTO)
        .passed(ADD);
  }

  private static void synchronousQueue(Edges edges) {
    Containers.of(edges, J + "SynchronousQueue").given("put", "offer").taken("take", "poll");
  }

  private static void linkedTransferQueue(Edges edges) {
    String queue = J + "LinkedTransferQueue";
    Containers.of(edges, queue)
        .given("put", "offer", "add", "transfer", "tryTransfer")
        .taken("take", "poll", "peek")
        .found("contains", REMOVE)
        .copied(COPY, COPY_INTO)
        .passed(ACCEPT, TEST, TO_STRING)
        .equalled();
    Containers.inner(edges, queue + "$Itr", "this$0", queue).taken("next").passed(ACCEPT);
    Containers.inner(edges, queue + "$LTQSpliterator", "this$0", queue).passed(ACCEPT);
  }

  private static void concurrentLinkedQueue(Edges edges) {
    String queue = J + "ConcurrentLinkedQueue";
    Containers.of(edges, queue)
        .given("offer")
        .taken("poll", "peek")
        .found("contains", REMOVE)
        .copied(COPY, COPY_INTO)
        .passed(ACCEPT, TEST, TO_STRING)
        .equalled();
    edges
        .of(queue)
        .on("addAll")
        .beforeCall(
            Containers.REQUIRE_NON_NULL, Containers.ELEMENT_GIVEN, Operand.TOP, Operand.THIS);
    Containers.inner(edges, queue + "$Itr", "this$0", queue).taken("next");
    Containers.inner(edges, queue + "$CLQSpliterator", "this$0", queue).passed(ACCEPT);
  }

  private static void concurrentLinkedDeque(Edges edges) {
    String deque = J + "ConcurrentLinkedDeque";
    Containers.of(edges, deque)
        .given("linkFirst", "linkLast")
        .taken("pollFirst", "pollLast", "peekFirst", "peekLast")
        .found("contains", "removeFirstOccurrence", "removeLastOccurrence")
        .copied(COPY, COPY_INTO)
        .passed(ACCEPT, TEST, TO_STRING)
        .equalled();
    edges
        .of(deque)
        .on("addAll")
        .beforeCall(
            Containers.REQUIRE_NON_NULL, Containers.ELEMENT_GIVEN, Operand.TOP, Operand.THIS);
    Containers.inner(edges, deque + "$AbstractItr", "this$0", deque).taken("next");
    Containers.inner(edges, deque + "$CLDSpliterator", "this$0", deque).passed(ACCEPT);
  }
}
