package dev.racedetect.it.harness;

import dev.racedetect.runtime.finding.TestId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One case: a static method {@code race_…}, {@code no_race_…}, {@code deadlock_…}, {@code no_deadlock_…}, {@code
 * inversion_…} or {@code no_inversion_…} of a group's class.
 */
record Case(Class<?> group, Method method) {
  private static final String DEADLOCK = "deadlock_";
  private static final String INVERSION = "inversion_";

  /** The cases of a group, by name. */
  static List<Case> of(Class<?> group) {
    List<Case> cases = new ArrayList<>();
    for (Method method : group.getDeclaredMethods()) {
      if (isCase(method.getName())) {
        method.setAccessible(true);
        cases.add(new Case(group, method));
      }
    }
    cases.sort(Comparator.comparing(Case::name));
    return cases;
  }

  private static boolean isCase(String name) {
    String what = name.startsWith("no_") ? name.substring("no_".length()) : name;
    return what.startsWith("race_") || what.startsWith(DEADLOCK) || what.startsWith(INVERSION);
  }

  String groupName() {
    return group.getSimpleName();
  }

  String name() {
    return method.getName();
  }

  boolean races() {
    return name().startsWith("race_");
  }

  boolean deadlocks() {
    return name().startsWith(DEADLOCK);
  }

  boolean inverts() {
    return name().startsWith(INVERSION);
  }

  /** Whether it is reported once in a JVM only. */
  boolean isReportedOnce() {
    return races() || inverts();
  }

  /** Whether nothing must be found. */
  boolean isClean() {
    return name().startsWith("no_");
  }

  /** What each thread of the deadlock waits for. */
  String[] expectedWaits() {
    return method.getAnnotation(Waits.class).value();
  }

  Race expected() {
    return method.getAnnotation(Race.class);
  }

  boolean isKnown() {
    return method.isAnnotationPresent(KnownMiss.class)
        || method.isAnnotationPresent(KnownFalse.class);
  }

  boolean runsHere() {
    int java = Runtime.version().feature();
    return since(group.getAnnotation(Since.class)) <= java
        && since(method.getAnnotation(Since.class)) <= java;
  }

  boolean runsIn(int round) {
    return round == 0 || !group.isAnnotationPresent(Once.class);
  }

  private static int since(Since since) {
    return since == null ? 0 : since.value();
  }

  TestId testId(int round) {
    return new TestId(
        group.getName() + "." + name() + "#" + round, group.getName(), name(), name());
  }

  void run() throws Throwable {
    try {
      method.invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
