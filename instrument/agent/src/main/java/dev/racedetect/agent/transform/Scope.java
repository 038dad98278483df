package dev.racedetect.agent.transform;

import dev.racedetect.runtime.option.ClassPatterns;
import dev.racedetect.runtime.option.Options;
import java.io.File;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;

/**
 * Which classes are checked, and which are only followed.
 *
 * <p>Checked are the classes of the project: those whose code source is a directory, or one of the option {@code
 * roots}; {@code include} adds others by name, {@code exclude} takes away. Followed is every class outside the JDK:
 * its monitors and volatiles order what it hands over.
 */
final class Scope {
  private static final String[] PLATFORM = {
    "java/",
    "javax/",
    "jdk/",
    "sun/",
    "com/sun/",
    "dev/racedetect/runtime/",
    "dev/racedetect/agent/",
    "dev/racedetect/shaded/",
    "dev/racedetect/junit/",
    "dev/racedetect/RaceDetect"
  };

  private static final String[] HARNESS = {
    "org/junit/",
    "junit/",
    "org/testng/",
    "org/apache/maven/",
    "org/opentest4j/",
    "org/jacoco/",
    "org/mockito/",
    "net/bytebuddy/",
    "org/gradle/",
    "com/intellij/",
    "org/eclipse/jdt/internal/junit"
  };

  /** The self-test's classes are checked whatever the options. */
  static final String SELF_TEST = "dev/racedetect/selftest/";

  private final ClassPatterns include;
  private final ClassPatterns exclude;
  private final List<String> roots = new ArrayList<>();

  Scope(Options options) {
    include = options.include();
    exclude = options.exclude();
    for (String root : options.roots()) {
      roots.add(new File(root).toURI().getPath());
    }
  }

  /** Whether the class is the JDK's own or the detector's, and so neither checked nor followed. */
  static boolean isPlatform(String internalName) {
    for (String prefix : PLATFORM) {
      if (internalName.startsWith(prefix)) {
        return !internalName.startsWith("javax/") || isJdkJavax(internalName);
      }
    }
    return false;
  }

  // javax.* is shared between the JDK and libraries such as javax.inject.
  private static boolean isJdkJavax(String internalName) {
    return ClassLoader.getPlatformClassLoader().getResource(internalName + ".class") != null;
  }

  boolean isChecked(String internalName, ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return isChecked(internalName, location == null ? null : path(location), location);
  }

  /** As {@link #isChecked(String, ProtectionDomain)}, for a class that is not loaded yet: {@code resource} is its class file. */
  boolean isChecked(String internalName, URL resource) {
    String path = path(resource);
    if (resource.getProtocol().equals("file")) {
      path =
          path.substring(0, Math.max(0, path.length() - internalName.length() - ".class".length()));
    } else if (path.startsWith("file:")) {
      int end = path.indexOf("!/");
      path = end < 0 ? path : path.substring("file:".length(), end);
    }
    return isChecked(internalName, path, resource);
  }

  private boolean isChecked(String internalName, String path, URL location) {
    String name = internalName.replace('/', '.');
    if (internalName.startsWith(SELF_TEST)) {
      return true;
    }
    if (exclude.matches(name)) {
      return false;
    }
    if (include.matches(name)) {
      return true;
    }
    if (location == null || startsWithAny(internalName, HARNESS)) {
      return false;
    }
    if (!roots.isEmpty()) {
      return roots.contains(path) || roots.contains(path + "/");
    }
    return path != null && path.endsWith("/") && !location.getProtocol().equals("jrt");
  }

  private static String path(URL url) {
    try {
      return url.toURI().getPath() != null ? url.toURI().getPath() : url.getPath();
    } catch (java.net.URISyntaxException e) {
      return url.getPath();
    }
  }

  private static boolean startsWithAny(String name, String[] prefixes) {
    for (String p : prefixes) {
      if (name.startsWith(p)) {
        return true;
      }
    }
    return false;
  }
}
