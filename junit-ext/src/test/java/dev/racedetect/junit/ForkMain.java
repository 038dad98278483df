package dev.racedetect.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the class named by its argument as a runner in an IDE does, and prints each outcome. */
final class ForkMain implements TestExecutionListener {
  private ForkMain() {}

  public static void main(String[] args) {
    try (LauncherSession session = LauncherFactory.openSession()) {
      var request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(args[0]));
      session.getLauncher().execute(request.build(), new ForkMain());
    }
  }

  @Override
  public void executionFinished(TestIdentifier node, TestExecutionResult result) {
    Throwable failure = result.getThrowable().orElse(null);
    boolean failedContainer = node.isContainer() && failure != null;
    if (node.isTest() || failedContainer) {
      String name = node.getLegacyReportingName().replace("()", "");
      synchronized (System.out) {
        System.out.println("OUTCOME " + name + " " + result.getStatus()
            + (failure == null ? "" : " " + firstLine(failure)));
        if (failure != null) {
          failure.printStackTrace(System.out);
        }
      }
    }
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
