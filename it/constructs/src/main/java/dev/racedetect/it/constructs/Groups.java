package dev.racedetect.it.constructs;

import java.util.List;

/** All groups of cases, in the order in which they run. */
public final class Groups {
  /** The groups' classes. */
  public static final List<Class<?>> ALL = List.of(
      FieldCases.class,
      StaticCases.class,
      ArrayCases.class,
      ArrayRangeCases.class,
      RepeatedAccessCases.class,
      MonitorCases.class,
      WaitNotifyCases.class,
      VolatileCases.class,
      FinalFieldCases.class,
      FreezeCases.class,
      ClassInitCases.class,
      ThreadCases.class,
      InheritanceCases.class,
      NestedClassCases.class,
      ConstructorCases.class,
      HandOverCases.class,
      ExceptionCases.class,
      ReentrantLockCases.class,
      ConditionCases.class,
      ReadWriteLockCases.class,
      StampedLockCases.class,
      SynchronizerCases.class,
      SemaphoreCases.class,
      CountDownLatchCases.class,
      CyclicBarrierCases.class,
      BlockingQueueCases.class,
      ConcurrentMapCases.class,
      AtomicCases.class,
      VarHandleCases.class,
      ExecutorCases.class,
      ForkJoinCases.class,
      CompletableFutureCases.class,
      HashMapCases.class,
      ValueCases.class,
      ListCases.class,
      ElementCases.class,
      ArgumentCases.class,
      StateCases.class,
      SynchronizedByContractCases.class,
      TimerCases.class,
      StackCases.class,
      LinkageCases.class,
      ReflectionCases.class,
      TransformationCases.class,
      VirtualThreadCases.class,
      MonitorDeadlockCases.class,
      LockDeadlockCases.class,
      JoinDeadlockCases.class,
      StampedDeadlockCases.class,
      WrapperDeadlockCases.class,
      LockOrderCases.class,
      LockGateCases.class);

  private Groups() {}
}
