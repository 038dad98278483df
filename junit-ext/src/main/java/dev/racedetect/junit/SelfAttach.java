package dev.racedetect.junit;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Attaches the agent to this JVM, for runs that no build tool prepared.
 *
 * <p>A JVM may not attach to itself, so that a helper JVM does it ({@link AttachMain}).
 */
final class SelfAttach {
  private static final int PATIENCE_SECONDS = 60;

  private SelfAttach() {}

  /**
   * Attaches the agent jar that is on the class path.
   *
   * @return null on success, else why it was not possible and what mends it
   */
  static String attach() {
    try {
      AgentJar jar = AgentJar.find();
      if (jar == null) {
        return "race-agent is not on the class path as a jar; add the dependency dev.racedetect:race-agent";
      }
      String mismatch = AgentJar.mismatch(jar.version());
      return mismatch != null ? mismatch : run(jar.path());
    } catch (IllegalArgumentException unknownOption) {
      return unknownOption.getMessage();
    } catch (IOException | URISyntaxException e) {
      return advise("the agent could not be attached: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return advise("attaching the agent was interrupted");
    }
  }

  /** The reason and the line that mends it. */
  static String advise(String reason) {
    String jar = "race-agent.jar";
    try {
      AgentJar found = AgentJar.find();
      if (found != null) {
        jar = found.path().toString();
      }
    } catch (IOException unreadable) {
      // The plain name says as much.
    }
    return reason + "; start the JVM of the tests with \"-javaagent:" + jar + '"';
  }

  private static String run(Path agent)
      throws IOException, InterruptedException, URISyntaxException {
    Path java = Path.of(
        System.getProperty("java.home"), "bin", File.separatorChar == '\\' ? "java.exe" : "java");
    Path own = Path.of(
        SelfAttach.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String options = AttachOptions.of(System.getProperties(), ClassPathScan.reportDirectory());
    String pid = Long.toString(ProcessHandle.current().pid());
    File output = File.createTempFile("race-attach", ".txt");
    try {
      ProcessBuilder helper = new ProcessBuilder(
          java.toString(),
          "-cp",
          own.toString(),
          AttachMain.class.getName(),
          pid,
          agent.toString(),
          options);
      // An agent or a debugger of the tests has no business in the helper.
      helper
          .environment()
          .keySet()
          .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
      Process process = helper.redirectErrorStream(true).redirectOutput(output).start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return advise("the agent did not attach within " + PATIENCE_SECONDS + " s");
      }
      if (process.exitValue() == 0) {
        return null;
      }
      String said = Files.readString(output.toPath(), Charset.defaultCharset()).strip();
      return advise("the agent could not be attached: " + said);
    } finally {
      output.delete();
    }
  }
}
