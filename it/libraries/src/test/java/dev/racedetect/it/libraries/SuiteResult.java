package dev.racedetect.it.libraries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What one run of a suite left in its directory. */
final class SuiteResult {
  /** The file that {@link SuiteRun} writes. */
  static final String OUTCOMES = "outcomes.tsv";

  private SuiteResult() {}

  /** Removes the agent's reports of earlier runs, which would be merged with those to come. */
  static void clear(Path directory) throws IOException {
    if (Files.isDirectory(directory.resolve("race"))) {
      try (Stream<Path> files = Files.list(directory.resolve("race"))) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** How each test and container ended, by unique id: status and kind of throwable. */
  static Map<String, String> outcomes(Path directory) throws IOException {
    Map<String, String> outcomes = new TreeMap<>();
    for (String line : Files.readAllLines(directory.resolve(OUTCOMES))) {
      String[] columns = line.split("\t", -1);
      outcomes.put(columns[0] + ' ' + columns[1], (columns[2] + ' ' + columns[3]).strip());
    }
    return outcomes;
  }

  /** How many tests ended in which way. */
  static Map<String, Integer> counts(Map<String, String> outcomes) {
    Map<String, Integer> counts = new TreeMap<>();
    outcomes.forEach((id, outcome) -> {
      if (id.startsWith("test ")) {
        counts.merge(outcome.split(" ")[0], 1, Integer::sum);
      }
    });
    return counts;
  }

  /** The agent's report. */
  static JsonNode report(Path directory) throws IOException {
    return new ObjectMapper()
        .readTree(directory.resolve("race/race-report.json").toFile());
  }

  /** The races of a report, each as {@code variable | method | method}, the methods in alphabetical order. */
  static Set<String> races(JsonNode report) {
    Set<String> races = new TreeSet<>();
    for (JsonNode finding : report.get("findings")) {
      List<String> methods = new ArrayList<>();
      for (JsonNode access : finding.get("accesses")) {
        JsonNode frame = access.get("stack").get(0);
        methods.add(frame.get("class").asText() + '.' + frame.get("method").asText());
      }
      methods.sort(null);
      races.add(finding.get("variable").get("name").asText() + " | " + String.join(" | ", methods));
    }
    return races;
  }
}
