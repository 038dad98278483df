package dev.racedetect.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunnerFramesTest {
  @Test
  void should_fold_what_called_the_test() {
    String report = """
        Thread "a" (id 3), started by thread "main", created at:
            at java.lang.Thread.start(Thread.java)
            at com.acme.ATest.lambda$test$0(ATest.java:9)
            at org.junit.jupiter.api.AssertDoesNotThrow.assertDoesNotThrow(AssertDoesNotThrow.java:71)
            at com.acme.ATest.test(ATest.java:8)
            at jdk.internal.reflect.DirectMethodHandleAccessor.invoke(DirectMethodHandleAccessor.java:103)
            at java.lang.reflect.Method.invoke(Method.java:580)
            at org.junit.platform.commons.util.ReflectionUtils.invokeMethod(ReflectionUtils.java:786)
            at org.apache.maven.surefire.booter.ForkedBooter.main(ForkedBooter.java:535)

        During test com.acme.ATest > test()""";

    assertThat(RunnerFrames.fold(report)).isEqualTo("""
            Thread "a" (id 3), started by thread "main", created at:
                at java.lang.Thread.start(Thread.java)
                at com.acme.ATest.lambda$test$0(ATest.java:9)
                at org.junit.jupiter.api.AssertDoesNotThrow.assertDoesNotThrow(AssertDoesNotThrow.java:71)
                at com.acme.ATest.test(ATest.java:8)
                ... 4 frames of the test runner

            During test com.acme.ATest > test()""");
  }

  @Test
  void should_keep_reflection_of_the_program() {
    String report = """
            at com.acme.Plugin.run(Plugin.java:3)
            at java.lang.reflect.Method.invoke(Method.java:580)
            at com.acme.Host.call(Host.java:7)""";

    assertThat(RunnerFrames.fold(report.indent(4).stripTrailing()))
        .isEqualTo(report.indent(4).stripTrailing());
  }
}
