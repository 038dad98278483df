package dev.racedetect.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.runtime.option.Option;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OptionNamesTest {
  @Test
  void should_have_a_parameter_for_each_option_and_no_other() throws IOException {
    Set<String> expected = Arrays.stream(Option.values())
        .map(o -> "race." + o.key())
        .collect(Collectors.toCollection(TreeSet::new));
    expected.add("race.skip");

    assertThat(properties()).isEqualTo(expected);
  }

  private static Set<String> properties() throws IOException {
    try (InputStream in = OptionNamesTest.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
      Matcher matcher = Pattern.compile("\\$\\{(race\\.\\w+)}")
          .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return matcher.results().map(r -> r.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
