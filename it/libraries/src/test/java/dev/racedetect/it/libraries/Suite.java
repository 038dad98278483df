package dev.racedetect.it.libraries;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to know of a published test suite, from {@code suites/NAME.txt}. A line is a keyword, what it names,
 * and after {@code --} the reason:
 *
 * <ul>
 *   <li>{@code classes PATTERN}: the names of its test classes
 *   <li>{@code jvm OPTION}: an option that the project's own build gives
 *   <li>{@code without PATTERN}: classes or tests that are never run
 *   <li>{@code long PATTERN}: classes or tests that are left out of the short run
 *   <li>{@code race VARIABLE | METHOD | METHOD}: a race that docs/triage.md shows to be true; {@code always} after the
 *       {@code --} when each run, the short one included, must report it
 * </ul>
 *
 * A pattern is searched for in the test's unique id, {@code [class:…]/[method:…]}.
 */
record Suite(String name, Map<String, List<Line>> lines) {
  /** What a line names, and why. */
  record Line(String value, String reason) {}

  private static final List<String> KEYWORDS = List.of("classes", "jvm", "without", "long", "race");

  static Suite read(String name) throws IOException {
    String resource = "/suites/" + name + ".txt";
    try (InputStream in = Suite.class.getResourceAsStream(resource)) {
      Map<String, List<Line>> lines = new HashMap<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        String[] parts = line.split(" -- ", 2);
        String[] words = parts[0].split(" ", 2);
        if (!KEYWORDS.contains(words[0]) || words.length < 2) {
          throw new IllegalArgumentException(resource + ": " + line);
        }
        lines
            .computeIfAbsent(words[0], k -> new ArrayList<>())
            .add(new Line(words[1].strip(), parts.length < 2 ? "" : parts[1].strip()));
      }
      return new Suite(name, lines);
    }
  }

  String classes() {
    return "^(" + String.join("|", values("classes")) + ")$";
  }

  List<String> jvmOptions() {
    return values("jvm");
  }

  /** A pattern of the tests that are left out. */
  String leftOut(boolean isShort) {
    List<String> patterns = new ArrayList<>(values("without"));
    if (isShort) {
      patterns.addAll(values("long"));
    }
    return patterns.isEmpty() ? "^$" : String.join("|", patterns);
  }

  List<String> triaged() {
    return values("race");
  }

  /** The triaged races that every run reports. */
  List<String> always() {
    return lines("race").stream()
        .filter(line -> line.reason().startsWith("always"))
        .map(Line::value)
        .toList();
  }

  List<Line> lines(String keyword) {
    return lines.getOrDefault(keyword, List.of());
  }

  private List<String> values(String keyword) {
    return lines(keyword).stream().map(Line::value).toList();
  }
}
