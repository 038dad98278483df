package dev.racedetect.it.differential.program;

/** Text of a Java class that knows its line numbers. */
final class Source {
  private final StringBuilder text = new StringBuilder();
  private int lines;
  private int depth;

  /** Adds a line; returns its number. */
  int line(String line) {
    depth -= line.startsWith("}") ? 1 : 0;
    text.append("  ".repeat(depth)).append(line).append('\n');
    depth += line.endsWith("{") ? 1 : 0;
    return ++lines;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
