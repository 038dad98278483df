package dev.racedetect.agent.transform;

import java.util.ArrayList;
import java.util.List;

/** A class name pattern of the options {@code include} and {@code exclude}: {@code *} stands for any characters. */
final class Pattern {
  private final String[] parts;
  private final boolean anyEnd;

  private Pattern(String text) {
    parts = text.split("\\*+", -1);
    anyEnd = parts.length > 1;
  }

  static List<Pattern> all(List<String> texts) {
    List<Pattern> patterns = new ArrayList<>();
    for (String t : texts) {
      patterns.add(new Pattern(t));
    }
    return patterns;
  }

  static boolean matchesAny(List<Pattern> patterns, String name) {
    for (Pattern p : patterns) {
      if (p.matches(name)) {
        return true;
      }
    }
    return false;
  }

  boolean matches(String name) {
    if (!anyEnd) {
      return name.equals(parts[0]);
    }
    if (!name.startsWith(parts[0])) {
      return false;
    }
    int at = parts[0].length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = name.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    String last = parts[parts.length - 1];
    return name.length() - last.length() >= at && name.endsWith(last);
  }
}
