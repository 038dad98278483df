package dev.racedetect.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

class RaceDetectExtensionTest {
  @Test
  void should_fail_the_test_that_raced_and_no_other() {
    Kit kit = Kit.run(OneOfTwoTestCase.class);

    assertThat(kit.failed()).isEqualTo(1);
    assertThat(kit.succeeded()).isEqualTo(1);
    assertThat(kit.failedContainers()).isZero();
  }

  @RaceDetect
  static class OneOfTwoTestCase {
    @Test
    void quiet() {}

    @Test
    void racy() {
      Kit.detector().race("x");
    }
  }

  @Test
  void should_show_the_report_and_both_stacks_in_the_failure() {
    Throwable failure = Kit.run(OneOfTwoTestCase.class).failure();

    assertThat(failure)
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("WARNING: DATA RACE");
    assertThat(failure.getMessage()).startsWith("DATA RACE on x");
    assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("deposit");
    assertThat(failure.getCause()).hasMessage("previous read");
    assertThat(failure.getCause().getStackTrace()[0].getMethodName()).isEqualTo("audit");
  }

  @Test
  void should_fail_the_test_for_a_thread_that_it_started() {
    assertThat(Kit.run(ThreadTestCase.class).failed()).isEqualTo(1);
  }

  @RaceDetect
  static class ThreadTestCase {
    @Test
    void racy() throws InterruptedException {
      Thread thread = new Thread(() -> Kit.detector().race("x"));
      thread.start();
      thread.join();
    }
  }

  @Test
  void should_see_races_of_the_methods_after_the_test() {
    assertThat(Kit.run(AfterEachTestCase.class).failed()).isEqualTo(1);
  }

  @RaceDetect
  static class AfterEachTestCase {
    @Test
    void quiet() {}

    @AfterEach
    void stop() {
      Kit.detector().race("x");
    }
  }

  @Test
  void should_keep_the_failure_of_the_body_first() {
    Throwable failure = Kit.run(FailingTestCase.class).failure();

    assertThat(failure).hasMessage("body");
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0]).hasMessageStartingWith("DATA RACE on x");
  }

  @RaceDetect
  static class FailingTestCase {
    @Test
    void racy() {
      Kit.detector().race("x");
      throw new IllegalStateException("body");
    }
  }

  @Test
  void should_suppress_further_races() {
    Throwable failure = Kit.run(TwoRacesTestCase.class).failure();

    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0]).hasMessageStartingWith("DATA RACE on y");
  }

  @RaceDetect
  static class TwoRacesTestCase {
    @Test
    void racy() {
      Kit.detector().race("x");
      Kit.detector().race("y");
    }
  }

  @Test
  void should_judge_each_invocation_of_a_parameterized_test() {
    Kit kit = Kit.run(ParameterizedTestCase.class);

    assertThat(kit.failed()).isEqualTo(1);
    assertThat(kit.succeeded()).isEqualTo(2);
  }

  @RaceDetect
  static class ParameterizedTestCase {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void sometimes_racy(int number) {
      if (number == 2) {
        Kit.detector().race("x");
      }
    }
  }

  @Test
  void should_judge_each_repetition() {
    Kit kit = Kit.run(RepeatedTestCase.class);

    assertThat(kit.failed()).isEqualTo(1);
    assertThat(kit.succeeded()).isEqualTo(2);
  }

  @RaceDetect
  static class RepeatedTestCase {
    @RepeatedTest(3)
    void sometimes_racy(RepetitionInfo info) {
      if (info.getCurrentRepetition() == 3) {
        Kit.detector().race("x");
      }
    }
  }

  @Test
  void should_judge_each_dynamic_test() {
    Kit kit = Kit.run(DynamicTestCase.class);

    assertThat(kit.failed()).isEqualTo(1);
    assertThat(kit.succeeded()).isEqualTo(1);
    assertThat(kit.failedContainers()).isZero();
  }

  @RaceDetect
  static class DynamicTestCase {
    @TestFactory
    Stream<DynamicTest> tests() {
      return Stream.of(
          DynamicTest.dynamicTest("racy", () -> Kit.detector().race("x")),
          DynamicTest.dynamicTest("quiet", () -> {}));
    }
  }

  @Test
  void should_keep_the_failure_of_a_dynamic_test_first() {
    assertThat(Kit.run(FailingDynamicTestCase.class).failure())
        .hasMessage("body")
        .hasNoCause();
    assertThat(Kit.run(FailingDynamicTestCase.class).failure().getSuppressed()).hasSize(1);
  }

  @RaceDetect
  static class FailingDynamicTestCase {
    @TestFactory
    DynamicTest test() {
      return DynamicTest.dynamicTest("racy", () -> {
        Kit.detector().race("x");
        throw new IllegalStateException("body");
      });
    }
  }

  @Test
  void should_cover_nested_classes() {
    assertThat(Kit.run(OuterTestCase.class).failed()).isEqualTo(1);
  }

  @RaceDetect
  static class OuterTestCase {
    @Nested
    class Inner {
      @Test
      void racy() {
        Kit.detector().race("x");
      }
    }
  }

  @Test
  void should_cover_subclasses() {
    assertThat(Kit.run(SubclassTestCase.class).failed()).isEqualTo(1);
  }

  @RaceDetect
  abstract static class BaseTestCase {
    @Test
    void racy() {
      Kit.detector().race("x");
    }
  }

  static class SubclassTestCase extends BaseTestCase {}

  @Test
  void should_cover_only_the_method_that_is_annotated() {
    Kit kit = Kit.run(MethodTestCase.class);

    assertThat(kit.failed()).isEqualTo(1);
    assertThat(kit.succeeded()).isEqualTo(1);
  }

  static class MethodTestCase {
    @Test
    @RaceDetect
    void watched() {
      Kit.detector().race("x");
    }

    @Test
    void unwatched() {
      Kit.detector().race("y");
    }
  }

  @Test
  void should_fail_the_class_for_a_race_in_its_set_up_or_tear_down() {
    assertThat(Kit.run(SetUpTestCase.class).containerFailure())
        .hasMessageStartingWith("DATA RACE on set-up");
    assertThat(Kit.run(TearDownTestCase.class).containerFailure())
        .hasMessageStartingWith("DATA RACE on tear-down");
  }

  @RaceDetect
  static class SetUpTestCase {
    @BeforeAll
    static void set_up() {
      Kit.detector().race("set-up");
    }

    @Test
    void quiet() {}
  }

  @RaceDetect
  static class TearDownTestCase {
    @Test
    void quiet() {}

    @AfterAll
    static void tear_down() {
      Kit.detector().race("tear-down");
    }
  }

  @Test
  void should_fail_the_class_for_a_race_after_its_test_had_ended() {
    Kit kit = Kit.run(LeftoverTestCase.class);

    assertThat(kit.failed()).isZero();
    assertThat(kit.containerFailure())
        .hasMessageStartingWith("DATA RACE on x")
        .hasMessageContaining("had ended");
  }

  @RaceDetect
  static class LeftoverTestCase {
    private static Thread thread;
    private static final java.util.concurrent.CountDownLatch END =
        new java.util.concurrent.CountDownLatch(1);

    @Test
    void leaks() {
      thread = new Thread(() -> {
        try {
          END.await();
        } catch (InterruptedException e) {
          return;
        }
        Kit.detector().race("x");
      });
      thread.start();
    }

    @AfterAll
    static void end() throws InterruptedException {
      END.countDown();
      thread.join();
    }
  }

  @Test
  void should_fail_each_test_with_the_reason_when_there_is_no_detector() {
    Kit kit = Kit.run(
        new Watch(new NoDetector("no agent"), Watch.Mode.ANNOTATED),
        OneOfTwoTestCase.class,
        Map.of());

    assertThat(kit.failed()).isEqualTo(2);
    assertThat(kit.failure()).hasMessageContaining("no agent");
  }

  @Test
  void should_run_unwatched_when_skipped() {
    Kit kit = Kit.run(
        new Watch(new NoDetector("skip"), Watch.Mode.SKIPPED), UnwatchedTestCase.class, Map.of());

    assertThat(kit.succeeded()).isEqualTo(1);
  }

  @RaceDetect
  static class UnwatchedTestCase {
    @Test
    void quiet() {}
  }

  @Test
  void should_judge_unannotated_tests_only_when_every_test_is_watched() {
    Map<String, String> detected = Map.of("junit.jupiter.extensions.autodetection.enabled", "true");

    assertThat(
            Kit.run(Watch.Mode.EVERY_TEST, UnannotatedTestCase.class, detected).failed())
        .isEqualTo(1);
    assertThat(
            Kit.run(Watch.Mode.ANNOTATED, UnannotatedTestCase.class, detected).failed())
        .isZero();
  }

  static class UnannotatedTestCase {
    @Test
    void racy() {
      Kit.detector().race("x");
    }
  }

  @Test
  void should_let_unannotated_tests_be_without_a_detector() {
    Kit kit = Kit.run(
        new Watch(new NoDetector("no agent"), Watch.Mode.ANNOTATED),
        MethodlessTestCase.class,
        Map.of("junit.jupiter.extensions.autodetection.enabled", "true"));

    assertThat(kit.succeeded()).isEqualTo(1);
  }

  static class MethodlessTestCase {
    @Test
    void quiet() {}
  }
}
