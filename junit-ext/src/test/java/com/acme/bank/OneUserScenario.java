package com.acme.bank;

import static dev.racedetect.RaceDetect.isActive;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class OneUserScenario {
  @Test
  void no_race_inactive() {
    assertFalse(isActive());
  }
}
