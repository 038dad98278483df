package dev.racedetect.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathScanTest {
  @TempDir
  Path root;

  @Test
  void should_find_an_annotated_class() throws IOException {
    copy(HandoverTest.AroundTestCase.class);

    assertThat(ClassPathScan.namesAnnotation(root)).isTrue();
  }

  @Test
  void should_find_nothing_where_no_class_is_annotated() throws IOException {
    copy(ClassPathScanTest.class);

    assertThat(ClassPathScan.namesAnnotation(root)).isFalse();
  }

  @Test
  void should_take_a_missing_directory_for_empty() {
    assertThat(ClassPathScan.namesAnnotation(root.resolve("none"))).isFalse();
  }

  @Test
  void should_put_reports_into_the_build_directory() {
    assertThat(ClassPathScan.reportDirectory())
        .isEqualTo(Path.of("target", "race").toAbsolutePath());
  }

  private void copy(Class<?> type) throws IOException {
    String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      Files.write(Files.createDirectories(root.resolve("pkg")).resolve(file), in.readAllBytes());
    }
  }
}
