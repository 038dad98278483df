package dev.racedetect.junit;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The options of an agent that attaches itself: system properties {@code race.<option>}, named as for Maven. */
final class AttachOptions {
  /** The agent's options, each with whether its value is a list; without the one that names the jar of this class. */
  static final Map<String, Boolean> LISTS = Map.of(
      "include", true,
      "exclude", true,
      "roots", true,
      "report", false,
      "exitcode", false,
      "halt", false,
      "print", false,
      "deadlock", false,
      "lockorder", false);

  private static final String PREFIX = "race.";
  private static final String SKIP = "skip";

  private AttachOptions() {}

  /**
   * Returns the agent's argument.
   *
   * @param properties the JVM's system properties
   * @param report where findings go unless a property says so, null for the agent's default
   * @throws IllegalArgumentException when a property is no option; names with another dot belong to others
   */
  static String of(Properties properties, Path report) {
    Map<String, String> options = new LinkedHashMap<>();
    // The failing tests are the messenger here, not the exit status.
    options.put("exitcode", "0");
    if (report != null) {
      options.put("report", encode(report.toString()));
    }
    for (String property : new TreeSet<>(properties.stringPropertyNames())) {
      String name = property.startsWith(PREFIX) ? property.substring(PREFIX.length()) : "";
      if (!name.isEmpty() && name.indexOf('.') < 0 && !name.equals(SKIP)) {
        options.put(known(name), value(name, properties.getProperty(property)));
      }
    }
    StringBuilder argument = new StringBuilder();
    options.forEach((name, value) -> argument
        .append(argument.length() == 0 ? "" : ",")
        .append(name)
        .append('=')
        .append(value));
    return argument.toString();
  }

  private static String known(String name) {
    if (!LISTS.containsKey(name)) {
      Set<String> names = new TreeSet<>();
      LISTS.keySet().forEach(known -> names.add(PREFIX + known));
      names.add(PREFIX + SKIP);
      throw new IllegalArgumentException(
          "unknown option -D" + PREFIX + name + "; the options are " + String.join(", ", names));
    }
    return name;
  }

  private static String value(String name, String value) {
    return LISTS.get(name) ? value.trim().replaceAll("\\s*[,;]\\s*", ";") : encode(value.trim());
  }

  private static String encode(String value) {
    return value.replace("%", "%25").replace(",", "%2C").replace(";", "%3B");
  }
}
