package dev.racedetect.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Fails tests for their races. Use {@link RaceDetect}; this type is public because JUnit also finds it by a service file,
 * for runs in which every test is watched.
 */
public final class RaceDetectExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        InvocationInterceptor {
  /** For JUnit. */
  public RaceDetectExtension() {}

  @Override
  public <T> T interceptTestClassConstructor(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Constructor<T>> constructor,
      ExtensionContext context)
      throws Throwable {
    Handover handover = watch(context).handover();
    handover.enter(context.getUniqueId());
    T instance = invocation.proceed();
    if (context.getTestInstanceLifecycle().equals(Optional.of(Lifecycle.PER_CLASS))) {
      handover.setUp(context.getUniqueId());
    }
    return instance;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Watch watch = watch(context);
    watch.handover().enter(context.getUniqueId());
    watch.startFromExtension(test(context));
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    try {
      invocation.proceed();
    } finally {
      watch(context).handover().setUp(context.getUniqueId());
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Watch watch = watch(context);
    if (!watch.detector().isActive()) {
      if (watch.mode() != Watch.Mode.SKIPPED && isAnnotated(context)) {
        throw new ExtensionConfigurationException(
            "@RaceDetect without race detection: " + watch.detector().inactiveReason());
      }
      return;
    }
    watch.handover().enter(context.getUniqueId());
    watch.startFromExtension(test(context));
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation,
      DynamicTestInvocationContext dynamicTest,
      ExtensionContext context)
      throws Throwable {
    // The other callbacks surround the factory as a whole; only this one sees each of its tests.
    Watch watch = watch(context);
    watch.startFromExtension(test(context));
    try {
      invocation.proceed();
    } catch (Throwable bodyFailure) {
      failure(watch, context).ifPresent(bodyFailure::addSuppressed);
      throw bodyFailure;
    } finally {
      watch.finishFromExtension(context.getUniqueId());
    }
    throwIfPresent(failure(watch, context));
  }

  /**
   * Fails the test for its races.
   *
   * <p>Here and not around the test method: the user's {@code @AfterEach} methods have run, which is where threads are
   * stopped and joined, and JUnit keeps a failure of the body as the primary one, with this one suppressed.
   */
  @Override
  public void afterEach(ExtensionContext context) {
    Watch watch = watch(context);
    watch.handover().leave(context.getUniqueId());
    Optional<AssertionError> failure = failure(watch, context);
    watch.finishFromExtension(context.getUniqueId());
    throwIfPresent(failure);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    watch(context).handover().tearDown(context.getUniqueId());
    invocation.proceed();
  }

  /** Fails the class for the races that no test could fail for. */
  @Override
  public void afterAll(ExtensionContext context) {
    Watch watch = watch(context);
    watch.handover().tearDown(context.getUniqueId());
    watch.handover().leave(context.getUniqueId());
    WatchedTest self = test(context);
    watch.finishFromExtension(self.uniqueId());
    if (!isJudged(watch, context)) {
      return;
    }
    List<FoundRace> races = new ArrayList<>(watch.judge(self));
    races.addAll(watch.judgeLate(context.getUniqueId()));
    races.addAll(watch.detector().drainUnattributed());
    if (!races.isEmpty()) {
      throw RaceFailure.of(" (in set-up, in tear-down or after its test had ended)", races);
    }
  }

  private static Optional<AssertionError> failure(Watch watch, ExtensionContext context) {
    if (!isJudged(watch, context)) {
      return Optional.empty();
    }
    List<FoundRace> races = watch.judge(test(context));
    return races.isEmpty() ? Optional.empty() : Optional.of(RaceFailure.of("", races));
  }

  private static void throwIfPresent(Optional<AssertionError> failure) {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static boolean isJudged(Watch watch, ExtensionContext context) {
    return watch.detector().isActive()
        && (watch.mode() == Watch.Mode.EVERY_TEST || isAnnotated(context));
  }

  /** The watch of this JVM; attaches only for a test that asked, for users may detect all extensions automatically. */
  private static Watch watch(ExtensionContext context) {
    return isAnnotated(context) ? Activation.asked() : Activation.watch();
  }

  private static boolean isAnnotated(ExtensionContext context) {
    for (Optional<ExtensionContext> node = Optional.of(context);
        node.isPresent();
        node = node.get().getParent()) {
      Optional<AnnotatedElement> element = node.get().getElement();
      if (AnnotationSupport.isAnnotated(element, RaceDetect.class)) {
        return true;
      }
    }
    return false;
  }

  private static WatchedTest test(ExtensionContext context) {
    return new WatchedTest(
        context.getUniqueId(),
        context.getTestClass().map(Class::getName).orElse(null),
        context.getTestMethod().map(Method::getName).orElse(null),
        context.getDisplayName());
  }
}
