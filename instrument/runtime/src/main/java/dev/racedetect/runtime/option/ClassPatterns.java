package dev.racedetect.runtime.option;

import java.util.List;

/**
 * A list of class name patterns. {@code *} stands for any characters, dots included, so {@code com.acme.*} names every
 * class in {@code com.acme} and below. A pattern that matches a class matches its nested classes too.
 */
public final class ClassPatterns {
  private final String[] patterns;

  ClassPatterns(List<String> patterns) {
    this.patterns = patterns.toArray(new String[0]);
  }

  /**
   * Tells whether there is no pattern.
   *
   * @return true when nothing can match
   */
  public boolean isEmpty() {
    return patterns.length == 0;
  }

  /**
   * Tells whether a pattern matches.
   *
   * @param className binary name of a class, with dots
   * @return true when one does
   */
  public boolean matches(String className) {
    for (String pattern : patterns) {
      if (matches(pattern, className)) {
        return true;
      }
    }
    return false;
  }

  /** Greedy match with one backtracking point: the last star seen. */
  private static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
        p++;
        n++;
      } else if (p == pattern.length() && name.charAt(n) == '$') {
        return true;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
