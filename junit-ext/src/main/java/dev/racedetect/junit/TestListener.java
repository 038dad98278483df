package dev.racedetect.junit;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says which test runs on which thread, for every engine of the JUnit Platform; public for JUnit's service loader only.
 *
 * <p>Engines report a test's start and end on the thread that executes it.
 */
public final class TestListener implements TestExecutionListener {
  /** For JUnit. */
  public TestListener() {}

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    // Launchers older than the session listener (Surefire 2.22) come here first.
    Activation.launcherStarts();
    Activation.watch().handover().setUp(Handover.SESSION);
  }

  @Override
  public void executionStarted(TestIdentifier node) {
    Watch watch = Activation.watch();
    if (!watch.detector().isActive()) {
      return;
    }
    watch.handover().enter(node.getUniqueId());
    if (node.isContainer()) {
      watch.handover().setUp(node.getUniqueId());
    }
    WatchedTest test = test(node);
    if (test != null) {
      watch.start(test);
    }
  }

  @Override
  public void executionFinished(TestIdentifier node, TestExecutionResult result) {
    Watch watch = Activation.watch();
    if (!watch.detector().isActive()) {
      return;
    }
    watch.finish(node.getUniqueId());
    watch.handover().tearDown(node.getUniqueId());
    watch.handover().leave(node.getUniqueId());
    if (node.isContainer()) {
      watch.handover().forget(node.getUniqueId());
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    Activation.watch().handover().tearDown(Handover.SESSION);
  }

  /** The name of a node, or null for an engine or a suite: those are no place in the user's code. */
  private static WatchedTest test(TestIdentifier node) {
    TestSource source = node.getSource().orElse(null);
    String name = node.getLegacyReportingName();
    if (source instanceof MethodSource method) {
      return new WatchedTest(
          node.getUniqueId(), method.getClassName(), method.getMethodName(), name);
    }
    if (source instanceof ClassSource type) {
      return new WatchedTest(node.getUniqueId(), type.getClassName(), null, name);
    }
    return node.isTest() ? new WatchedTest(node.getUniqueId(), name, null, name) : null;
  }
}
