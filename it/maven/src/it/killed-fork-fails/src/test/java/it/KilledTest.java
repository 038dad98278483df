package it;

import org.junit.jupiter.api.Test;

class KilledTest {
  @Test
  void kills_its_jvm() {
    Runtime.getRuntime().halt(0);
  }
}
