package dev.racedetect.agent;

import dev.racedetect.agent.model.JdkModels;
import dev.racedetect.agent.transform.ClassTransformer;
import dev.racedetect.runtime.RaceDetectRuntime;
import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.lock.DeadlockPolicy;
import dev.racedetect.runtime.option.Options;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;

/** Starts the agent, in the bootstrap loader. */
final class AgentStart {
  private static final String[] TOOLS = {
    "org.codehaus.plexus.classworlds.launcher.Launcher",
    "org.gradle.launcher.",
    "org.gradle.wrapper.",
    "worker.org.gradle.process.internal.worker.GradleWorkerMain 'Gradle Worker",
    "jdk.compiler/com.sun.tools.javac.",
    "com.sun.tools.javac."
  };

  private AgentStart() {}

  static synchronized void start(
      String arguments, Instrumentation instrumentation, boolean attached) {
    if (isTool(System.getProperty("sun.java.command", ""))) {
      return; // set for all JVMs by JAVA_TOOL_OPTIONS; the build tool itself is not what is to be
      // tested
    }
    if (SecondAgent.isSecond()) {
      return;
    }
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      refuse(e.getMessage(), attached);
      return;
    }
    long startNanos = System.nanoTime();
    openJdkInternals(instrumentation);
    Findings.open(options);
    DeadlockPolicy.decide(options);
    ClassTransformer transformer = new ClassTransformer(options, Findings::skipped);
    if (attached) {
      for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
        transformer.addLoadedBefore(loaded);
      }
    }
    instrumentation.addTransformer(transformer, false);
    JdkModels.install(instrumentation, Findings::skipped);
    appendJunit(options, instrumentation, attached);
    String failure = selfTest();
    if (failure != null) {
      System.err.println(
          "RaceDetect: the self-test failed, races may go unseen in this JVM: " + failure);
    }
    RaceDetectRuntime.started(failure);
    AtExit.install(options, transformer, startNanos);
  }

  /** Returns what went wrong, or null. */
  private static String selfTest() {
    try {
      RuntimeClasses.initialize();
    } catch (IOException | ClassNotFoundException | LinkageError e) {
      return "the detector's own classes cannot be loaded: " + e;
    }
    return SelfTest.run();
  }

  // The runtime reads header words, thread ids and shadow words with jdk.internal.misc.Unsafe,
  // which unlike
  // sun.misc.Unsafe prints no warnings on newer JDKs, and runs after the program's own shutdown
  // hooks.
  private static void openJdkInternals(Instrumentation instrumentation) {
    Set<Module> ours = Set.of(AgentStart.class.getModule());
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of("jdk.internal.misc", ours, "jdk.internal.access", ours),
        Map.of("java.lang", ours),
        Set.of(),
        Map.of());
  }

  private static void appendJunit(
      Options options, Instrumentation instrumentation, boolean attached) {
    if (options.junit() == null) {
      return;
    }
    try {
      instrumentation.appendToSystemClassLoaderSearch(new JarFile(new File(options.junit())));
    } catch (IOException e) {
      refuse(
          "RaceDetect: the race-junit jar " + options.junit() + " cannot be read (" + e
              + "); give its path in the option junit",
          attached);
    }
  }

  private static boolean isTool(String command) {
    for (String tool : TOOLS) {
      if (command.startsWith(tool)) {
        return true;
      }
    }
    return false;
  }

  /** A JVM that was asked for race detection must not go on without it. */
  static void refuse(String message, boolean attached) {
    if (attached) {
      throw new IllegalArgumentException(message);
    }
    System.err.println(message);
    Runtime.getRuntime().halt(2);
  }
}
