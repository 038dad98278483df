package dev.racedetect.runtime.lock;

import dev.racedetect.runtime.finding.Awaited;
import dev.racedetect.runtime.finding.BlockedThread;
import dev.racedetect.runtime.finding.Deadlock;
import dev.racedetect.runtime.finding.Frame;
import dev.racedetect.runtime.finding.LockInfo;
import dev.racedetect.runtime.finding.TestId;
import dev.racedetect.runtime.stack.Stacks;
import dev.racedetect.runtime.sync.ObjectSync;
import dev.racedetect.runtime.thread.HeldLocks;
import dev.racedetect.runtime.thread.Tests;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes findings of cycles. */
final class Deadlocks {
  private Deadlocks() {}

  /** The finding. The other threads of the cycle stand still, so what they hold can be read. */
  static Deadlock of(Cycle cycle) {
    List<BlockedThread> blocked = new ArrayList<>();
    Map<Thread, StackTraceElement[]> stacks = Thread.getAllStackTraces();
    for (int i = 0; i < cycle.threads.size(); i++) {
      ThreadState each = cycle.threads.get(i);
      ThreadState holder = cycle.threads.get(i + 1 == cycle.threads.size() ? 0 : i + 1);
      List<Frame> stack = i == 0 ? blocked(new Throwable().getStackTrace()) : stack(each, stacks);
      blocked.add(new BlockedThread(
          each.record().info(),
          awaited(cycle.wants.get(i)),
          holder.record().info(),
          each.held.describe(true),
          stack));
    }
    return new Deadlock(blocked, test(cycle.threads));
  }

  // A virtual thread is none of those that the JVM lists; its class is the JDK's own.
  private static List<Frame> stack(
      ThreadState each, Map<Thread, StackTraceElement[]> ofPlatformThreads) {
    StackTraceElement[] stack = ofPlatformThreads.get(each.thread());
    if (stack == null && each.record().isVirtual()) {
      stack = each.thread().getStackTrace();
    }
    return stack == null ? List.of() : blocked(stack);
  }

  private static List<Frame> blocked(StackTraceElement[] stack) {
    return Stacks.frames(Stacks.blocked(stack));
  }

  private static Awaited awaited(Object wanted) {
    if (wanted instanceof EndWait) {
      Thread thread = ((EndWait) wanted).thread.thread();
      return new Awaited(Awaited.Mode.END, HeldLocks.describe(thread, true));
    }
    if (wanted instanceof StampWait) {
      StampWait wait = (StampWait) wanted;
      return new Awaited(
          wait.write ? Awaited.Mode.WRITE_LOCK : Awaited.Mode.READ_LOCK,
          HeldLocks.describe(wait.lock, true));
    }
    boolean reads = wanted instanceof ReadWait;
    ObjectSync sync = reads ? ((ReadWait) wanted).lock : (ObjectSync) wanted;
    Object lock = sync.get();
    LockInfo info = HeldLocks.describe(lock, true);
    if (reads) {
      return new Awaited(Awaited.Mode.READ_LOCK, info);
    }
    return new Awaited(Waits.isReadWrite(lock) ? Awaited.Mode.WRITE_LOCK : Awaited.Mode.LOCK, info);
  }

  private static TestId test(List<ThreadState> threads) {
    for (ThreadState each : threads) {
      if (Tests.isRunning(each.test())) {
        return each.test();
      }
    }
    TestId only = Tests.only();
    return only != null ? only : threads.get(0).test();
  }
}
