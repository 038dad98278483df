package dev.racedetect.it.harness;

import dev.racedetect.runtime.finding.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a case that are marked {@code // previous}, {@code // current} or both, {@code // blocks} or {@code // holds}, in its
 * source.
 *
 * @param file name of the source file
 * @param first the line that declares the case
 * @param last the line that closes it
 * @param previous lines where the earlier access may be
 * @param current lines where the later access may be
 * @param blocks lines where threads of a deadlock wait, or ask for the inner lock of an inversion
 * @param holds lines where they acquire the outer lock of an inversion
 */
record Markers(
    String file,
    int first,
    int last,
    List<Integer> previous,
    List<Integer> current,
    List<Integer> blocks,
    List<Integer> holds) {
  static Markers of(Path sources, Case test) {
    Path source = sources.resolve(test.group().getName().replace('.', '/') + ".java");
    List<String> lines = read(source);
    List<Integer> previous = new ArrayList<>();
    List<Integer> current = new ArrayList<>();
    List<Integer> blocks = new ArrayList<>();
    List<Integer> holds = new ArrayList<>();
    int first = firstLine(lines, test);
    int line = first;
    for (; !lines.get(line - 1).equals("  }"); line++) {
      String text = lines.get(line - 1);
      int start = text.lastIndexOf("// ");
      String comment = start < 0 ? "" : text.substring(start);
      if (comment.contains("previous")) {
        previous.add(line);
      }
      if (comment.contains("current")) {
        current.add(line);
      }
      if (comment.contains("blocks")) {
        blocks.add(line);
      }
      if (comment.contains("holds")) {
        holds.add(line);
      }
    }
    if (test.deadlocks() || test.inverts()
        ? blocks.isEmpty()
        : previous.isEmpty() || current.isEmpty()) {
      throw new IllegalStateException(test.groupName() + "." + test.name() + " lacks its markers");
    }
    return new Markers(
        source.getFileName().toString(), first, line, previous, current, blocks, holds);
  }

  /** The line of the innermost frame that lies in the case itself, or -1 when no frame does. */
  int lineIn(List<Frame> stack) {
    for (Frame frame : stack) {
      if (file.equals(frame.file()) && frame.line() >= first && frame.line() <= last) {
        return frame.line();
      }
    }
    return -1;
  }

  private static int firstLine(List<String> lines, Case test) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(" " + test.name() + "(")) {
        return i + 1;
      }
    }
    throw new IllegalStateException("no source of " + test.name());
  }

  private static List<String> read(Path source) {
    try {
      return Files.readAllLines(source);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
