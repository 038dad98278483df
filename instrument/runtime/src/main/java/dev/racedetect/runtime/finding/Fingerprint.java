package dev.racedetect.runtime.finding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Identity of a finding across runs, forks and line shifts: its kind, the name of the variable and the class and method
 * of the first user frame of both stacks, in either order.
 */
public final class Fingerprint {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final String[] LIBRARY = {
    "java.", "javax.", "jdk.", "sun.", "com.sun.", "dev.racedetect.runtime."
  };

  private Fingerprint() {}

  /**
   * Computes the fingerprint of a race.
   *
   * @param race the race
   * @return 16 hexadecimal digits
   */
  public static String of(DataRace race) {
    String current = site(race.current().stack());
    String previous = site(race.previous().stack());
    boolean ordered = current.compareTo(previous) <= 0;
    String first = ordered ? current : previous;
    String second = ordered ? previous : current;
    return hash("DATA_RACE\n" + race.variable().name() + '\n' + first + '\n' + second);
  }

  /**
   * Computes the fingerprint of a deadlock: the class of what each of its threads waits for, and where, in any order.
   *
   * @param deadlock the deadlock
   * @return 16 hexadecimal digits
   */
  public static String of(Deadlock deadlock) {
    List<String> waits = new ArrayList<>();
    for (BlockedThread each : deadlock.threads()) {
      Awaited awaited = each.waitsFor();
      waits.add(awaited.mode() + " " + awaited.lock().className() + '\n' + site(each.stack()));
    }
    Collections.sort(waits);
    return hash("DEADLOCK\n" + String.join("\n", waits));
  }

  /**
   * Computes the fingerprint of a lock-order inversion: the classes of the locks and where they were asked for, in any order.
   *
   * @param order the inversion
   * @return 16 hexadecimal digits
   */
  public static String of(LockOrder order) {
    List<String> nestings = new ArrayList<>();
    for (Nesting each : order.nestings()) {
      nestings.add(
          each.held().className() + ' ' + each.asked().className() + '\n' + site(each.askedAt()));
    }
    Collections.sort(nestings);
    return hash("LOCK_ORDER\n" + String.join("\n", nestings));
  }

  /**
   * Returns the innermost frame that is not of the JDK or the detector.
   *
   * @param stack a stack, innermost frame first
   * @return that frame, the innermost one when all are of the JDK, or null for an empty stack
   */
  public static Frame userFrame(List<Frame> stack) {
    for (int i = 0; i < stack.size(); i++) {
      if (!isLibrary(stack.get(i).className())) {
        return stack.get(i);
      }
    }
    return stack.isEmpty() ? null : stack.get(0);
  }

  private static boolean isLibrary(String className) {
    for (String prefix : LIBRARY) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static String site(List<Frame> stack) {
    Frame frame = userFrame(stack);
    return frame == null ? "" : frame.className() + '.' + stableName(frame.method());
  }

  /** The number at the end of {@code lambda$deposit$3} changes when a lambda is added above it. */
  private static String stableName(String method) {
    return method.startsWith("lambda$") ? method.substring(0, method.lastIndexOf('$')) : method;
  }

  private static String hash(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    String digits = Long.toHexString(hash);
    return "0000000000000000".substring(digits.length()) + digits;
  }
}
