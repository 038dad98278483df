package dev.racedetect.runtime.option;

/**
 * The table of options, one row an option. The agent reads {@code name=value}, Maven the property {@code race.name}.
 */
public enum Option {
  /** {@code include}. */
  INCLUDE(
      "include", OptionType.PATTERNS, "", "Classes to check in addition to those of the roots."),
  /** {@code exclude}. */
  EXCLUDE(
      "exclude",
      OptionType.PATTERNS,
      "",
      "Classes to leave unchecked; wins over include and roots."),
  /** {@code roots}. */
  ROOTS(
      "roots",
      OptionType.PATHS,
      "",
      "Directories and jars whose classes are checked; empty means every class loaded from a directory."),
  /** {@code report}. */
  REPORT("report", OptionType.PATH, "target/race", "Directory that the findings are written to."),
  /** {@code exitcode}. */
  EXITCODE(
      "exitcode",
      OptionType.STATUS,
      "66",
      "Exit status of a JVM that ended normally after a finding; 0 leaves the status as it is."),
  /** {@code halt}. */
  HALT("halt", OptionType.FLAG, "false", "End the JVM at the first finding."),
  /** {@code print}. */
  PRINT("print", OptionType.FLAG, "true", "Print each finding on standard error when it is found."),
  /** {@code deadlock}. */
  DEADLOCK(
      "deadlock",
      OptionType.REACTION,
      "throw",
      "What becomes of a thread that would close a deadlock by blocking: it throws a DeadlockDetectedError instead and"
          + " so lets the others go on, or it blocks after the report, or nothing is looked for."),
  /** {@code lockorder}. */
  LOCKORDER(
      "lockorder",
      OptionType.FLAG,
      "true",
      "Report two locks that different threads nest in both orders, also when they did not meet."),
  /** {@code junit}. */
  JUNIT(
      "junit",
      OptionType.PATH,
      "",
      "The race-junit jar, added to the class path so that a race fails the test during which it happened.");

  private final String key;
  private final OptionType type;
  private final String defaultValue;
  private final String sentence;

  Option(String key, OptionType type, String defaultValue, String sentence) {
    this.key = key;
    this.type = type;
    this.defaultValue = defaultValue;
    this.sentence = sentence;
  }

  /**
   * Returns the name used in agent arguments; the Maven property is {@code race.} and this name.
   *
   * @return the name
   */
  public String key() {
    return key;
  }

  /**
   * Returns how values are read.
   *
   * @return the type
   */
  public OptionType type() {
    return type;
  }

  /**
   * Returns the value when none is given.
   *
   * @return the default, empty for an empty list or an unset path
   */
  public String defaultValue() {
    return defaultValue;
  }

  /**
   * Returns what the option does.
   *
   * @return one sentence
   */
  public String sentence() {
    return sentence;
  }

  static Option of(String key) {
    for (Option option : values()) {
      if (option.key.equals(key)) {
        return option;
      }
    }
    return null;
  }
}
