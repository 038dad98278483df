package dev.racedetect.agent;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** Notices that the agent is given to one JVM twice: the same version is ignored, another one is refused. */
final class SecondAgent {
  private static boolean started;

  private SecondAgent() {}

  /** Whether the agent has already been started; does not return if the other one is of another version. */
  static boolean isSecond() {
    if (!started) {
      started = true;
      return false;
    }
    String first = null;
    String firstPath = null;
    for (String argument : agents()) {
      String path = argument.substring("-javaagent:".length());
      path = path.indexOf('=') < 0 ? path : path.substring(0, path.indexOf('='));
      String version = version(path);
      if (version != null && first != null && !version.equals(first)) {
        AgentStart.refuse(
            "RaceDetect: two agents of different versions are on the command line: " + first + " ("
                + firstPath + ") and " + version + " (" + path + "); remove one of them",
            false);
      }
      if (version != null && first == null) {
        first = version;
        firstPath = path;
      }
    }
    return true;
  }

  private static List<String> agents() {
    List<String> agents = new java.util.ArrayList<>();
    for (String argument : jdk.internal.misc.VM.getRuntimeArguments()) {
      if (argument.startsWith("-javaagent:")) {
        agents.add(argument);
      }
    }
    return agents;
  }

  /** The version of the race agent at that path; null when it is another agent. */
  private static String version(String path) {
    try (JarFile jar = new JarFile(new File(path))) {
      Attributes main = jar.getManifest() == null ? null : jar.getManifest().getMainAttributes();
      boolean ours = main != null && Agent.class.getName().equals(main.getValue("Premain-Class"));
      return ours ? String.valueOf(main.getValue("Implementation-Version")) : null;
    } catch (IOException e) {
      return null; // not readable here means the JVM has refused it already
    }
  }
}
