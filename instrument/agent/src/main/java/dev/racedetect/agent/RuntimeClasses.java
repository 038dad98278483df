package dev.racedetect.agent;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Initializes the classes of the runtime before the program starts. One that is first used near the end of a stack would fail
 * to initialize there and could not be used any more in this JVM (JLS 12.4.2, step 11), which would end all detection.
 */
final class RuntimeClasses {
  private static final String RUNTIME = "dev/racedetect/runtime/";
  private static final String SUFFIX = ".class";

  private RuntimeClasses() {}

  static void initialize() throws IOException, ClassNotFoundException {
    String self = RuntimeClasses.class.getName().replace('.', '/') + SUFFIX;
    URL url = ClassLoader.getSystemResource(self);
    JarURLConnection connection = (JarURLConnection) url.openConnection();
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        String name = all.nextElement().getName();
        if (name.startsWith(RUNTIME) && name.endsWith(SUFFIX) && !name.endsWith("-info.class")) {
          String type = name.substring(0, name.length() - SUFFIX.length()).replace('/', '.');
          Class.forName(type, true, null);
        }
      }
    }
  }
}
