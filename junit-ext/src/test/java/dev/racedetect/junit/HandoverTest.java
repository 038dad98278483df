package dev.racedetect.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

class HandoverTest {
  private static final String CLASS = "[engine:e]/[class:C]";

  private final FakeDetector detector = new FakeDetector();
  private final Handover handover = new Handover(detector);

  @Test
  void should_order_set_up_of_each_enclosing_node_before_a_test() {
    detector.step("session");
    handover.setUp(Handover.SESSION);
    detector.step("class");
    handover.setUp(CLASS);

    handover.enter(CLASS + "/[method:m()]");

    assertThat(detector.edges()).containsExactlyInAnyOrder("class", "session");
  }

  @Test
  void should_order_a_test_before_the_tear_down_of_each_enclosing_node() {
    detector.step("test");
    handover.leave(CLASS + "/[method:m()]");

    handover.tearDown(CLASS);
    assertThat(detector.edges()).containsExactly("test");
    handover.tearDown(Handover.SESSION);
    assertThat(detector.edges()).containsExactly("test", "test");
  }

  @Test
  void should_not_order_two_tests_of_a_class() {
    detector.step("first");
    handover.leave(CLASS + "/[method:first()]");

    handover.enter(CLASS + "/[method:second()]");

    assertThat(detector.edges()).isEmpty();
  }

  @Test
  void should_order_the_methods_around_a_class_in_jupiter() {
    Kit.run(Watch.Mode.ANNOTATED, AroundTestCase.class, Map.of());

    assertThat(AroundTestCase.seenByTest).contains("before all").doesNotContain("constructor");
    assertThat(AroundTestCase.seenByAfterAll).contains("test");
  }

  @RaceDetect
  static class AroundTestCase {
    static Iterable<String> seenByTest;
    static Iterable<String> seenByAfterAll;

    AroundTestCase() {
      Kit.detector().step("constructor");
    }

    @BeforeAll
    static void before_all() {
      Kit.detector().step("before all");
    }

    @BeforeEach
    void before_each() {
      seenByTest = java.util.List.copyOf(Kit.detector().edges());
    }

    @Test
    void test() {
      Kit.detector().step("test");
    }

    @AfterAll
    static void after_all() {
      seenByAfterAll = java.util.List.copyOf(Kit.detector().edges());
    }
  }

  @Test
  void should_order_the_constructor_of_a_shared_instance_before_its_tests() {
    Kit.run(Watch.Mode.ANNOTATED, PerClassTestCase.class, Map.of());

    assertThat(PerClassTestCase.seenByTest).contains("constructor");
  }

  @RaceDetect
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class PerClassTestCase {
    static Iterable<String> seenByTest;

    PerClassTestCase() {
      Kit.detector().step("constructor");
    }

    @Test
    void test() {
      seenByTest = java.util.List.copyOf(Kit.detector().edges());
    }
  }
}
