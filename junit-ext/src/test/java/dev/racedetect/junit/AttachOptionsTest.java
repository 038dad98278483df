package dev.racedetect.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.racedetect.runtime.option.Option;
import dev.racedetect.runtime.option.OptionType;
import dev.racedetect.runtime.option.Options;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class AttachOptionsTest {
  private final Properties properties = new Properties();

  @Test
  void should_know_the_options_of_the_agent() {
    Map<String, Boolean> expected = new HashMap<>();
    for (Option option : Option.values()) {
      boolean list = option.type() == OptionType.PATTERNS || option.type() == OptionType.PATHS;
      expected.put(option.key(), list);
    }
    expected.remove(Option.JUNIT.key());

    assertThat(AttachOptions.LISTS).isEqualTo(expected);
  }

  @Test
  void should_not_end_with_a_status_of_its_own() {
    assertThat(AttachOptions.of(properties, null)).isEqualTo("exitcode=0");
  }

  @Test
  void should_pass_on_properties() {
    properties.setProperty("race.include", "com.acme.*, org.acme.*");
    properties.setProperty("race.print", " false ");
    properties.setProperty("race.skip", "false");
    properties.setProperty("race.it.agent", "somebody else's");
    properties.setProperty("racetrack", "somebody else's");

    Options options = Options.parse(AttachOptions.of(properties, Path.of("a, 100%;b")));

    assertThat(options.include().matches("org.acme.A")).isTrue();
    assertThat(options.print()).isFalse();
    assertThat(options.exitCode()).isZero();
    assertThat(options.reportDirectory()).isEqualTo("a, 100%;b");
  }

  @Test
  void should_prefer_the_report_directory_of_the_user() {
    properties.setProperty("race.report", "here");

    assertThat(Options.parse(AttachOptions.of(properties, Path.of("there"))).reportDirectory())
        .isEqualTo("here");
  }

  @Test
  void should_refuse_an_unknown_option() {
    properties.setProperty("race.inclde", "com.acme.*");

    assertThatThrownBy(() -> AttachOptions.of(properties, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown option -Drace.inclde; the options are race.deadlock, race.exclude, race.exitcode, race.halt,"
                + " race.include, race.lockorder, race.print, race.report, race.roots, race.skip");
  }
}
