package dev.racedetect.junit;

import java.util.ArrayList;
import java.util.List;

/**
 * Folds the frames of the test runner below a test method. A failure's message is shown several times, and these frames would
 * be most of it; the report that the agent prints and writes has them all.
 */
final class RunnerFrames {
  private static final String FRAME = "    at ";

  private RunnerFrames() {}

  /** The report with one line in place of each such run of frames. */
  static String fold(String report) {
    List<String> lines = report.lines().toList();
    List<String> folded = new ArrayList<>();
    for (int i = 0; i < lines.size(); ) {
      int end = i;
      if (startsRunner(lines, i)) {
        while (end < lines.size() && lines.get(end).startsWith(FRAME)) {
          end++;
        }
      }
      if (end > i) {
        folded.add("    ... " + (end - i) + " frames of the test runner");
        i = end;
      } else {
        folded.add(lines.get(i++));
      }
    }
    return String.join("\n", folded);
  }

  /** Tells whether reflection begins here by which a test framework calls the test. */
  private static boolean startsRunner(List<String> lines, int at) {
    int i = at;
    while (i < lines.size() && lines.get(i).startsWith(FRAME + "jdk.internal.reflect.")) {
      i++;
    }
    return i + 1 < lines.size()
        && lines.get(i).startsWith(FRAME + "java.lang.reflect.Method.invoke(")
        && (lines.get(i + 1).startsWith(FRAME + "org.junit.")
            || lines.get(i + 1).startsWith(FRAME + "org.testng."));
  }
}
