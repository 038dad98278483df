package dev.racedetect.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenersTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        SessionListener.class,
        DiscoveryListener.class,
        TestListener.class,
        AutoDetection.class,
        Activation.class,
        Watch.class,
        Handover.class,
        SelfAttach.class
      })
  void should_link_where_only_other_engines_run(Class<?> type) throws IOException {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      String code = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(code)
          .doesNotContain("org/junit/jupiter", "dev/racedetect/junit/RaceDetectExtension");
    }
  }
}
