package dev.racedetect.runtime.stack;

import dev.racedetect.runtime.finding.Frame;
import dev.racedetect.runtime.shadow.FieldVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns stacks into the frames of a report, without those of the detector. */
public final class Stacks {
  private static final String RUNTIME = "dev.racedetect.runtime.";

  /** Classes by which the JDK's locks make a thread wait. */
  private static final String[] INNER = {
    "java.util.concurrent.locks.AbstractQueued",
    "java.util.concurrent.locks.LockSupport",
    "java.util.concurrent.locks.ReentrantLock$",
    "java.util.concurrent.locks.ReentrantReadWriteLock$Sync",
    "java.util.concurrent.locks.ReentrantReadWriteLock$FairSync",
    "java.util.concurrent.locks.ReentrantReadWriteLock$NonfairSync",
    "java.util.concurrent.CountDownLatch",
    "java.lang.Object",
    "java.lang.VirtualThread",
    "java.lang.System$",
    "jdk.internal."
  };

  private Stacks() {}

  /** The current thread's whole stack, innermost frame first. */
  public static List<Frame> current() {
    return frames(new Throwable());
  }

  /** The stack of a thread that blocks, from the method on that the program called or that it blocks in itself. */
  public static StackTraceElement[] blocked(StackTraceElement[] stack) {
    int from = 0;
    while (from < stack.length && isInner(stack[from])) {
      from++;
    }
    return Arrays.copyOfRange(stack, from < stack.length ? from : 0, stack.length);
  }

  static List<Frame> frames(Throwable trace) {
    return frames(trace.getStackTrace());
  }

  /** The frames of a stack, innermost first. */
  public static List<Frame> frames(StackTraceElement[] elements) {
    List<Frame> frames = new ArrayList<>(elements.length);
    for (StackTraceElement e : elements) {
      if (!isOurs(e)) {
        frames.add(
            new Frame(e.getClassName(), e.getMethodName(), e.getFileName(), e.getLineNumber()));
      }
    }
    return frames;
  }

  private static boolean isInner(StackTraceElement e) {
    if (isOurs(e) || e.getMethodName().equals("getStackTrace")) {
      return true;
    }
    for (String prefix : INNER) {
      if (e.getClassName().startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOurs(StackTraceElement e) {
    return e.getMethodName().startsWith(FieldVariable.PREFIX)
        || e.getClassName().startsWith(RUNTIME)
        || e.getClassName().indexOf('/') >= 0; // a hidden class, such as a lambda's
  }
}
