package dev.racedetect.runtime.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void should_have_defaults() {
    Options options = Options.parse(null);

    assertThat(options).isEqualTo(Options.defaults());
    assertThat(options.reportDirectory()).isEqualTo("target/race");
    assertThat(options.exitCode()).isEqualTo(66);
    assertThat(options.print()).isTrue();
    assertThat(options.halt()).isFalse();
    assertThat(options.include().isEmpty()).isTrue();
    assertThat(options.roots()).isEmpty();
    assertThat(options.junit()).isNull();
    assertThat(options).hasToString("");
  }

  @Test
  void should_read_pairs_and_lists() {
    Options options = Options.parse(
        "include=bench.*;com.acme.**, exclude=com.acme.gen.*,exitcode=0,roots=/a b;/c");

    assertThat(options.include().matches("bench.A")).isTrue();
    assertThat(options.include().matches("bench.x.B$C")).isTrue();
    assertThat(options.include().matches("workbench.A")).isFalse();
    assertThat(options.include().matches("com.acme.deep.Er")).isTrue();
    assertThat(options.exclude().matches("com.acme.gen.X")).isTrue();
    assertThat(options.exitCode()).isZero();
    assertThat(options.roots()).containsExactly("/a b", "/c");
  }

  @Test
  void should_read_back_its_text_form() {
    Options options = Options.defaults()
        .with(Option.ROOTS, "/we,ird;100%/classes", "/plain")
        .with(Option.REPORT, "/tmp/a,b")
        .with(Option.HALT, "true");

    Options copy = Options.parse(options.toString());

    assertThat(copy).isEqualTo(options).hasSameHashCodeAs(options);
    assertThat(copy.roots()).containsExactly("/we,ird;100%/classes", "/plain");
    assertThat(copy.reportDirectory()).isEqualTo("/tmp/a,b");
  }

  @Test
  void should_name_the_options_when_one_is_unknown() {
    assertThatThrownBy(() -> Options.parse("inclde=x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "RaceDetect: unknown option \"inclde\"; the options are include, exclude, roots, report, exitcode, halt,"
                + " print, deadlock, lockorder, junit");
  }

  @Test
  void should_tell_what_becomes_of_deadlocks() {
    assertThat(Options.defaults().breaksDeadlocks()).isTrue();
    assertThat(Options.parse("deadlock=report").findsDeadlocks()).isTrue();
    assertThat(Options.parse("deadlock=report").breaksDeadlocks()).isFalse();
    assertThat(Options.parse("deadlock=off").findsDeadlocks()).isFalse();
  }

  @Test
  void should_refuse_bad_values() {
    assertThatThrownBy(() -> Options.parse("exitcode=many"))
        .hasMessage("RaceDetect: option \"exitcode\" must be a number from 0 to 255, not \"many\"");
    assertThatThrownBy(() -> Options.parse("halt=yes")).hasMessageContaining("true or false");
    assertThatThrownBy(() -> Options.parse("deadlock=warn"))
        .hasMessageContaining("throw, report or off");
    assertThatThrownBy(() -> Options.parse("halt")).hasMessageContaining("has no value");
    assertThatThrownBy(() -> Options.parse("halt=true,halt=true")).hasMessageContaining("twice");
  }

  @Test
  void should_match_a_class_with_its_nested_ones() {
    ClassPatterns patterns = Options.parse("include=com.acme.Account;*Util").include();

    assertThat(patterns.matches("com.acme.Account")).isTrue();
    assertThat(patterns.matches("com.acme.Account$Lock")).isTrue();
    assertThat(patterns.matches("com.acme.Accounts")).isFalse();
    assertThat(patterns.matches("com.acme.StringUtil")).isTrue();
    assertThat(patterns.matches("com.acme.StringUtil$X")).isTrue();
  }
}
