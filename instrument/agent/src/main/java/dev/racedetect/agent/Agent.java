package dev.racedetect.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.util.jar.JarFile;

/**
 * The agent's entry. It only makes sure that the rest of the agent lives in the bootstrap loader, where instrumented
 * code of every loader, the JDK's included, can call it.
 *
 * <p>With the jar under its own name the manifest's Boot-Class-Path does that before this class is loaded; a renamed jar
 * is appended here, and the copy of this class that is then found in the bootstrap loader goes on.
 */
public final class Agent {
  private Agent() {}

  /** Called by the JVM for {@code -javaagent}. */
  public static void premain(String arguments, Instrumentation instrumentation) throws Exception {
    start(arguments, instrumentation, false);
  }

  /** Called by the JVM when the agent is attached to it. */
  public static void agentmain(String arguments, Instrumentation instrumentation) throws Exception {
    start(arguments, instrumentation, true);
  }

  private static void start(String arguments, Instrumentation instrumentation, boolean attached)
      throws Exception {
    if (Agent.class.getClassLoader() == null) {
      AgentStart.start(arguments, instrumentation, attached);
      return;
    }
    appendToBoot(instrumentation);
    Class<?> inBoot = Class.forName(Agent.class.getName(), true, null);
    inBoot
        .getMethod(attached ? "agentmain" : "premain", String.class, Instrumentation.class)
        .invoke(null, arguments, instrumentation);
  }

  private static void appendToBoot(Instrumentation instrumentation)
      throws IOException, URISyntaxException {
    File jar =
        new File(Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
  }
}
