package dev.racedetect.runtime.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values of all options; immutable.
 *
 * <p>The text form is {@code key=value,key=value}; elements of a list value are separated by {@code ;}. A comma, a
 * semicolon or a percent sign that belongs to a value is written {@code %2C}, {@code %3B}, {@code %25}.
 */
public final class Options {
  private static final Options DEFAULTS = new Options(new String[Option.values().length]);

  /** Encoded values by ordinal of the option; null where none is given. */
  private final String[] values;

  private final ClassPatterns include;
  private final ClassPatterns exclude;
  private final List<String> roots;

  private Options(String[] values) {
    this.values = values;
    this.include = new ClassPatterns(list(Option.INCLUDE));
    this.exclude = new ClassPatterns(list(Option.EXCLUDE));
    this.roots = List.copyOf(list(Option.ROOTS));
  }

  /**
   * Returns the options when nothing is given.
   *
   * @return every option at its default
   */
  public static Options defaults() {
    return DEFAULTS;
  }

  /**
   * Reads agent arguments.
   *
   * @param text the arguments, null or empty for none
   * @return the options
   * @throws IllegalArgumentException saying which key is unknown, repeated or has a bad value, and what is possible
   */
  public static Options parse(String text) {
    String[] values = new String[Option.values().length];
    for (String pair : split(text == null ? "" : text, ',')) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "RaceDetect: option \"" + pair + "\" has no value; write " + pair + "=value");
      }
      Option option = named(pair.substring(0, equals).trim());
      if (values[option.ordinal()] != null) {
        throw new IllegalArgumentException(
            "RaceDetect: option \"" + option.key() + "\" is given twice");
      }
      values[option.ordinal()] = checked(option, pair.substring(equals + 1).trim());
    }
    return new Options(values);
  }

  /**
   * Returns a copy with one option set.
   *
   * @param option the option
   * @param elements the value: one element, or those of a list
   * @return the copy
   * @throws IllegalArgumentException when the value is not of the option's type
   */
  public Options with(Option option, String... elements) {
    StringBuilder encoded = new StringBuilder();
    for (String element : elements) {
      encoded.append(encoded.length() == 0 ? "" : ";").append(encode(element));
    }
    String[] copy = values.clone();
    copy[option.ordinal()] = checked(option, encoded.toString());
    return new Options(copy);
  }

  /**
   * Returns the classes to check in addition to the roots.
   *
   * @return the patterns
   */
  public ClassPatterns include() {
    return include;
  }

  /**
   * Returns the classes to leave unchecked.
   *
   * @return the patterns
   */
  public ClassPatterns exclude() {
    return exclude;
  }

  /**
   * Returns the directories and jars whose classes are checked.
   *
   * @return paths, empty for every directory
   */
  public List<String> roots() {
    return roots;
  }

  /**
   * Returns the directory of the findings.
   *
   * @return a path, relative ones to the working directory
   */
  public String reportDirectory() {
    return decode(value(Option.REPORT));
  }

  /**
   * Returns the exit status after a finding.
   *
   * @return the status; 0 leaves it as it is
   */
  public int exitCode() {
    return Integer.parseInt(value(Option.EXITCODE));
  }

  /**
   * Tells whether the JVM ends at the first finding.
   *
   * @return true when it does
   */
  public boolean halt() {
    return flag(Option.HALT);
  }

  /**
   * Tells whether findings are printed when found.
   *
   * @return true when they are
   */
  public boolean print() {
    return flag(Option.PRINT);
  }

  /**
   * Tells whether deadlocks are looked for.
   *
   * @return true when they are
   */
  public boolean findsDeadlocks() {
    return !"off".equals(value(Option.DEADLOCK));
  }

  /**
   * Tells whether a thread that would close a deadlock throws instead.
   *
   * @return true when it does
   */
  public boolean breaksDeadlocks() {
    return "throw".equals(value(Option.DEADLOCK));
  }

  /**
   * Tells whether lock-order inversions are looked for.
   *
   * @return true when they are
   */
  public boolean findsLockOrders() {
    return flag(Option.LOCKORDER);
  }

  /**
   * Returns the race-junit jar.
   *
   * @return its path, or null when there is none to add
   */
  public String junit() {
    String path = decode(value(Option.JUNIT));
    return path.isEmpty() ? null : path;
  }

  /**
   * Returns the text form: what was given, in the order of the table.
   *
   * @return text that {@link #parse} reads back
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Option option : Option.values()) {
      String value = values[option.ordinal()];
      if (value != null) {
        text.append(text.length() == 0 ? "" : ",")
            .append(option.key())
            .append('=')
            .append(value);
      }
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Options && Arrays.equals(values, ((Options) other).values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  private static Option named(String key) {
    Option option = Option.of(key);
    if (option != null) {
      return option;
    }
    StringBuilder known = new StringBuilder();
    for (Option each : Option.values()) {
      known.append(known.length() == 0 ? "" : ", ").append(each.key());
    }
    throw new IllegalArgumentException(
        "RaceDetect: unknown option \"" + key + "\"; the options are " + known);
  }

  private static String checked(Option option, String value) {
    if (!option.type().accepts(value)) {
      String expected = option.type().description();
      throw new IllegalArgumentException("RaceDetect: option \"" + option.key() + "\" must be "
          + expected + ", not \"" + value + "\"");
    }
    return value;
  }

  private String value(Option option) {
    String value = values[option.ordinal()];
    return value == null || value.isEmpty() ? option.defaultValue() : value;
  }

  private boolean flag(Option option) {
    return "true".equals(value(option));
  }

  private List<String> list(Option option) {
    List<String> elements = split(value(option), ';');
    for (int i = 0; i < elements.size(); i++) {
      elements.set(i, decode(elements.get(i)));
    }
    return elements;
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf(separator, start);
      end = end < 0 ? text.length() : end;
      String part = text.substring(start, end).trim();
      if (!part.isEmpty()) {
        parts.add(part);
      }
      start = end + 1;
    }
    return parts;
  }

  private static String encode(String element) {
    return element.replace("%", "%25").replace(",", "%2C").replace(";", "%3B");
  }

  private static String decode(String element) {
    return element.replace("%3B", ";").replace("%2C", ",").replace("%25", "%");
  }
}
