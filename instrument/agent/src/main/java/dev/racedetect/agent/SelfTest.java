package dev.racedetect.agent;

import dev.racedetect.runtime.RaceDetectRuntime;
import java.io.IOException;
import java.io.InputStream;

/**
 * Proves in every JVM that detection works there: classes of the detector's own are loaded, instrumented and run like a
 * program's, one race must be seen and one guarded access must not.
 */
final class SelfTest {
  private static final String TARGET = "dev.racedetect.selftest.Target";

  private SelfTest() {}

  /** Returns what went wrong, or null. */
  static String run() {
    try {
      Object target =
          Class.forName(TARGET, true, new Loader()).getDeclaredConstructor().newInstance();
      String seen = RaceDetectRuntime.selfTest((Runnable) target);
      return seen.equals("field array ")
          ? null
          : "two of its own threads raced and the detector saw \"" + seen + "\"";
    } catch (ReflectiveOperationException | LinkageError e) {
      return e.toString();
    }
  }

  /** Defines the self-test's classes anew, so that they pass through the transformer. */
  private static final class Loader extends ClassLoader {
    Loader() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(TARGET)) {
        return super.loadClass(name, resolve);
      }
      try (InputStream in = resource(name)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    private static InputStream resource(String name) throws IOException {
      String path = name.replace('.', '/') + ".class";
      InputStream in = ClassLoader.getSystemResourceAsStream(path);
      if (in == null) {
        throw new IOException(path + " is missing from the agent jar");
      }
      return in;
    }
  }
}
