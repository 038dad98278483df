package dev.racedetect.junit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/** What Jupiter's automatic detection of extensions would do in this JVM. */
final class AutoDetection {
  /** By name: where only other engines run, the class has no superinterfaces to link with. */
  static final String EXTENSION = "dev.racedetect.junit.RaceDetectExtension";

  private static final String JUPITER = "org.junit.jupiter.api.extension.Extension";

  private AutoDetection() {}

  /** Tells whether tests may be of Jupiter at all. */
  static boolean isJupiterPresent() {
    try {
      Class.forName(JUPITER, false, loader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  /** Tells whether this Jupiter can restrict the detection to some extensions (5.12 and later). */
  static boolean canSelect() {
    try {
      Class.forName("org.junit.jupiter.engine.Constants", false, loader())
          .getField("EXTENSIONS_AUTODETECTION_INCLUDE_PROPERTY_NAME");
      return true;
    } catch (ClassNotFoundException | NoSuchFieldException absent) {
      return false;
    }
  }

  /** Tells whether no other extension would be detected. */
  static boolean isAlone() {
    try {
      for (URL services : Collections.list(loader().getResources("META-INF/services/" + JUPITER))) {
        if (!namesOnlyThis(services)) {
          return false;
        }
      }
      return true;
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean namesOnlyThis(URL services) throws IOException {
    URLConnection connection = services.openConnection();
    connection.setUseCaches(false);
    try (BufferedReader lines = new BufferedReader(
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .allMatch(name -> name.isEmpty() || name.equals(EXTENSION));
    }
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : ClassLoader.getSystemClassLoader();
  }
}
