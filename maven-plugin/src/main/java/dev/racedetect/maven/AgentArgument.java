package dev.racedetect.maven;

import dev.racedetect.runtime.option.Options;
import java.nio.file.Path;

/**
 * The {@code -javaagent} argument.
 *
 * @param agent the agent jar
 * @param options the agent's options
 */
record AgentArgument(Path agent, Options options) {

  /** Returns a line of JVM arguments with this one in front, or the line itself when it holds the agent already. */
  String prependTo(String line) {
    if (line == null || line.isBlank()) {
      return toString();
    }
    return isIn(line) ? line : this + " " + line;
  }

  /** Tells whether a line of JVM arguments names the agent, whatever its options. */
  boolean isIn(String line) {
    return line != null && line.contains("-javaagent:" + agent);
  }

  /** Returns the argument in quotes, as the test plugins split lines at spaces outside of them. */
  @Override
  public String toString() {
    return "\"-javaagent:" + agent + "=" + options + '"';
  }
}
