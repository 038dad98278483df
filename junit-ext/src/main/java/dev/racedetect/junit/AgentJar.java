package dev.racedetect.junit;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Properties;

/** The agent jar on the class path, found by its marker: loading a class of it would define a second copy of the runtime. */
final class AgentJar {
  private static final String MARKER = "META-INF/racedetect/agent.properties";

  private final Path path;
  private final String version;

  private AgentJar(Path path, String version) {
    this.path = path;
    this.version = version;
  }

  Path path() {
    return path;
  }

  String version() {
    return version;
  }

  /**
   * Finds the jar.
   *
   * @return the first on the class path, or null when there is none
   */
  static AgentJar find() throws IOException {
    URL marker = ClassLoader.getSystemResource(MARKER);
    if (marker == null) {
      return null;
    }
    URLConnection connection = marker.openConnection();
    if (!(connection instanceof JarURLConnection jar)) {
      return null;
    }
    // A cached jar file would stay open for the life of the tested JVM.
    jar.setUseCaches(false);
    Properties properties = new Properties();
    try (InputStream in = jar.getInputStream()) {
      properties.load(in);
      return new AgentJar(Path.of(jar.getJarFileURL().toURI()), properties.getProperty("version"));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** Says why an agent of {@code agentVersion} can't be used, or null when it can; an unknown version passes. */
  static String mismatch(String agentVersion) throws IOException {
    String own = ownVersion();
    if (own == null || agentVersion == null || own.equals(agentVersion)) {
      return null;
    }
    return "race-junit is version " + own + " and race-agent is version " + agentVersion
        + "; use the same version of both";
  }

  /** Not that of the package: a user's class path may have another directory with classes of it. */
  private static String ownVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in =
        AgentJar.class.getResourceAsStream("/META-INF/racedetect/junit.properties")) {
      if (in != null) {
        properties.load(in);
      }
    }
    return properties.getProperty("version");
  }
}
