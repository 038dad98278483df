package dev.racedetect.runtime.option;

/** How the text of an option's value is read. */
public enum OptionType {
  /** {@code true} or {@code false}. */
  FLAG("true or false"),
  /** A whole number from 0 to 255, as exit statuses are. */
  STATUS("a number from 0 to 255"),
  /** A file or directory; a relative one is resolved against the working directory of the JVM. */
  PATH("a path"),
  /** Paths separated by {@code ;}. */
  PATHS("paths separated by ;"),
  /** Class name patterns separated by {@code ;}, see {@link ClassPatterns}. */
  PATTERNS("class name patterns separated by ;"),
  /** What to do about threads that would wait for ever. */
  REACTION("throw, report or off");

  private final String description;

  OptionType(String description) {
    this.description = description;
  }

  /**
   * Returns what a value must look like.
   *
   * @return a short phrase
   */
  public String description() {
    return description;
  }

  boolean accepts(String value) {
    switch (this) {
      case FLAG:
        return "true".equals(value) || "false".equals(value);
      case STATUS:
        return isStatus(value);
      case REACTION:
        return "throw".equals(value) || "report".equals(value) || "off".equals(value);
      default:
        return true;
    }
  }

  private static boolean isStatus(String value) {
    try {
      int status = Integer.parseInt(value);
      return status >= 0 && status <= 255;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
