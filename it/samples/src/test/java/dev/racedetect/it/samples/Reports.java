package dev.racedetect.it.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reports in a text, reduced to what is the same in every run: the variable, the user's frames of both accesses, or what
 * each thread of a deadlock waits for and where, the threads and where they were started. Which access came first, numbers of
 * threads and lambdas and the lines of the JDK and of JUnit are not.
 */
final class Reports {
  private static final Pattern ACCESS = Pattern.compile(
      "(?:Previous )?(?:[Rr]ead|[Ww]rite) of (.+) by (?:virtual )?thread \"([^\"]*)\" \\(id [^)]*\\):");
  private static final Pattern WAIT = Pattern.compile(
      "(?:Virtual t|T)hread \"([^\"]*)\" \\(id [^)]*\\) (?:would wait for ever for|waits for|asks for|asked for) ([^@]+)@.*:");
  private static final Pattern START =
      Pattern.compile("(?:Virtual t|T)hread \"([^\"]*)\" \\(id [^)]*\\).* created at:");
  private static final Pattern USER_FRAME = Pattern.compile(" +at (com\\.example\\..*)");

  private Reports() {}

  /** The distinct reports of {@code text}. */
  static Set<String> of(String text) {
    Set<String> reports = new TreeSet<>();
    List<String> block = null;
    for (String line : text.lines().toList()) {
      if (line.startsWith("WARNING: DATA RACE")
          || line.startsWith("WARNING: DEADLOCK")
          || line.startsWith("WARNING: LOCK ORDER")) {
        block = new ArrayList<>();
      } else if (block != null && line.equals("==================")) {
        reports.add(reduce(block));
        block = null;
      } else if (block != null) {
        block.add(line);
      }
    }
    return reports;
  }

  private static String reduce(List<String> block) {
    String variable = "";
    Set<String> parts = new TreeSet<>();
    StringBuilder part = null;
    for (String line : block) {
      Matcher access = ACCESS.matcher(line);
      Matcher wait = WAIT.matcher(line);
      Matcher start = START.matcher(line);
      Matcher frame = USER_FRAME.matcher(line);
      if (access.matches()) {
        variable = access.group(1);
        part = new StringBuilder("thread " + name(access.group(2)) + " accesses at");
      } else if (wait.matches()) {
        String thread = "thread " + name(wait.group(1));
        part = new StringBuilder(thread + " waits for " + wait.group(2) + " at");
      } else if (start.matches()) {
        part = new StringBuilder("thread " + name(start.group(1)) + " started at");
      } else if (line.isBlank() && part != null) {
        parts.add(part.toString());
        part = null;
      } else if (part != null && frame.matches()) {
        // Which of a method's lambdas has which number is the compiler's affair.
        part.append(' ').append(frame.group(1).replaceAll("(lambda\\$.*\\$)[0-9]+", "$1#"));
      }
    }
    if (part != null) {
      parts.add(part.toString());
    }
    return variable + "\n  " + String.join("\n  ", parts);
  }

  private static String name(String thread) {
    return thread.replaceAll("[0-9]+|<n>", "#");
  }
}
