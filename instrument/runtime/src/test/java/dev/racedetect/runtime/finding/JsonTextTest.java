package dev.racedetect.runtime.finding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":[]}",
        "{ \"a\" : [ 1 , -0.5e+3 ], \"b\":{\"c\":null}}",
        "{\"a\":true,\"b\":false,\"c\":\"\\\"\\\\\\u00e9{[\"}"
      })
  void should_accept_an_object(String text) {
    assertThat(JsonText.isObject(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "5",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1",
        "{\"a\":1}x",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":nul}",
        "{a:1}",
        "{\"a\":[1 2]}",
        "{\"a\":[1}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"open}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":\"\\"
      })
  void should_refuse_what_is_none(String text) {
    assertThat(JsonText.isObject(text)).isFalse();
  }

  @Test
  void should_refuse_an_endless_nest() {
    assertThat(JsonText.isObject("{\"a\":" + "[".repeat(100_000))).isFalse();
  }

  @Test
  void should_accept_a_finding() {
    assertThat(JsonText.isObject(FindingJson.of(Races.onBalance(17, 30), "f"))).isTrue();
  }
}
