package dev.racedetect.runtime.stack;

import dev.racedetect.runtime.finding.Frame;
import dev.racedetect.runtime.shadow.FieldVariable;
import java.util.ArrayList;
import java.util.List;

/** Turns stacks into the frames of a report, without those of the detector. */
public final class Stacks {
  private static final String RUNTIME = "dev.racedetect.runtime.";

  private Stacks() {}

  /** The current thread's whole stack, innermost frame first. */
  public static List<Frame> current() {
    return frames(new Throwable());
  }

  static List<Frame> frames(Throwable trace) {
    StackTraceElement[] elements = trace.getStackTrace();
    List<Frame> frames = new ArrayList<>(elements.length);
    for (StackTraceElement e : elements) {
      if (!isOurs(e)) {
        frames.add(
            new Frame(e.getClassName(), e.getMethodName(), e.getFileName(), e.getLineNumber()));
      }
    }
    return frames;
  }

  private static boolean isOurs(StackTraceElement e) {
    return e.getMethodName().startsWith(FieldVariable.PREFIX)
        || e.getClassName().startsWith(RUNTIME);
  }
}
