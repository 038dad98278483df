package dev.racedetect.runtime.finding;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What can be read of the findings file of one JVM. */
public final class JvmLines {
  static final String JVM = "{\"jvm\":";
  static final String FINDING = "{\"fingerprint\":\"";
  static final String COUNT = "\",\"count\":";
  static final String SITES = ",\"sites\":[";
  static final String NOT_INSTRUMENTED = "{\"notInstrumented\":";
  static final String DROPPED = "{\"dropped\":";
  static final String END = "{\"end\":";

  private final String fileName;
  private final List<String> lines = new ArrayList<>();
  private String damage;

  private JvmLines(String fileName) {
    this.fileName = fileName;
  }

  /**
   * Reads a file. Never fails: a file that can't be read is a damaged one without lines.
   *
   * @param file a file of the name that {@link ReportFiles#isOfOneJvm} tells
   * @return its lines
   */
  public static JvmLines read(File file) {
    JvmLines read = new JvmLines(file.getName());
    try (FileInputStream in = new FileInputStream(file)) {
      read.split(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      read.damage = file.getName() + " can't be read: " + e.getMessage();
    }
    return read;
  }

  /**
   * Returns the lines that are whole. The last line of a killed JVM may be torn; it is left out and is no damage.
   *
   * @return JSON objects
   */
  public List<String> lines() {
    return lines;
  }

  /**
   * Says which line no JVM can have written.
   *
   * @return file and line, or null when there is none
   */
  public String damage() {
    return damage;
  }

  /**
   * Returns the process id that the file is named by, for a JVM that could not write even its first line.
   *
   * @return the id, 0 when the name has none
   */
  public long pid() {
    int start = ReportFiles.JVM_PREFIX.length();
    int end = fileName.indexOf('-', start);
    try {
      return end < 0 ? 0 : Long.parseLong(fileName.substring(start, end));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void split(String text) {
    int start = 0;
    int number = 1;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      String line = text.substring(start, end);
      if (isWhole(line)) {
        lines.add(line);
      } else if (damage == null) {
        damage = fileName + ", line " + number;
      }
      start = end + 1;
      number++;
    }
  }

  /** Whether {@code line} is JSON and has what {@link MergedReport} joins as text where it looks for it. */
  private static boolean isWhole(String line) {
    if (!JsonText.isObject(line)) {
      return false;
    }
    if (line.startsWith(FINDING)) {
      int count = line.indexOf(COUNT);
      int sites = line.indexOf(SITES, Math.max(count, 0));
      return count > 0
          && line.startsWith("\"", sites + SITES.length())
          && isNumber(line, count + COUNT.length(), sites);
    }
    if (line.startsWith(DROPPED)) {
      return isNumber(line, line.lastIndexOf(':') + 1, line.length() - 2);
    }
    return line.startsWith(JVM + "{\"")
        || line.startsWith(NOT_INSTRUMENTED + "{\"")
        || line.startsWith(END + "{\"");
  }

  private static boolean isNumber(String line, int start, int end) {
    for (int i = start; i < end; i++) {
      if (line.charAt(i) < '0' || line.charAt(i) > '9') {
        return false;
      }
    }
    return end > start && end - start < 19;
  }
}
