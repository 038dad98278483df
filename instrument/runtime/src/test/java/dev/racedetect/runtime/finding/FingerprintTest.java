package dev.racedetect.runtime.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  void should_survive_line_shifts() {
    assertThat(Fingerprint.of(Races.onBalance(17, 30)))
        .isEqualTo(Fingerprint.of(Races.onBalance(18, 99)));
  }

  @Test
  void should_not_depend_on_the_order_of_the_accesses() {
    DataRace race = Races.onBalance(17, 30);
    DataRace other = new DataRace(race.variable(), race.previous(), race.current(), null);

    assertThat(Fingerprint.of(other)).isEqualTo(Fingerprint.of(race)).hasSize(16);
  }

  @Test
  void should_tell_variables_and_methods_apart() {
    DataRace race = Races.onBalance(17, 30);
    Variable limit = new Variable(Variable.Kind.FIELD, "com.acme.Account.limit", -1, List.of());

    assertThat(Fingerprint.of(new DataRace(limit, race.current(), race.previous(), null)))
        .isNotEqualTo(Fingerprint.of(race));
    assertThat(Fingerprint.of(new DataRace(race.variable(), race.current(), race.current(), null)))
        .isNotEqualTo(Fingerprint.of(race));
  }

  @Test
  void should_look_through_jdk_frames() {
    List<Frame> stack = List.of(
        Races.frame("java.util.HashMap", "put", 1), Races.frame("com.acme.Cache", "add", 2));

    assertThat(Fingerprint.userFrame(stack).method()).isEqualTo("add");
    assertThat(Fingerprint.userFrame(stack.subList(0, 1)).method()).isEqualTo("put");
    assertThat(Fingerprint.userFrame(List.of())).isNull();
  }
}
