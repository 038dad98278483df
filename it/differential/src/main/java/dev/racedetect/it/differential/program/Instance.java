package dev.racedetect.it.differential.program;

import java.util.LinkedHashMap;
import java.util.Map;

/** An object of a program's class. */
final class Instance {
  final String name;
  final Map<String, Cell> fields = new LinkedHashMap<>();
  final Map<String, ArrayObject> arrays = new LinkedHashMap<>();

  Instance(String name) {
    this.name = name;
  }
}
