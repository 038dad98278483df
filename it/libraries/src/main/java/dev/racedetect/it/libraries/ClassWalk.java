package dev.racedetect.it.libraries;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads every class of the given jars and has it linked, and so verified, without initializing it; writes one line a
 * class: its name and {@code ok} or the error. Arguments: the file to write, the jars; they are on the class path too.
 */
public final class ClassWalk {
  private static final String SUFFIX = ".class";

  private ClassWalk() {}

  /** Walks the jars. */
  public static void main(String[] arguments) throws IOException {
    try (PrintStream out = new PrintStream(arguments[0], StandardCharsets.UTF_8)) {
      for (int i = 1; i < arguments.length; i++) {
        for (String name : classes(Path.of(arguments[i]))) {
          out.println(name + '\t' + link(name));
        }
      }
    }
  }

  /** The names of the classes of a jar, those of its multi-release sections left to the JVM's choice. */
  private static List<String> classes(Path jar) throws IOException {
    List<String> names = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        String name = entries.nextElement().getName();
        if (name.endsWith(SUFFIX)
            && !name.startsWith("META-INF/")
            && !name.endsWith("module-info.class")) {
          names.add(name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'));
        }
      }
    }
    Collections.sort(names);
    return names;
  }

  private static String link(String name) {
    try {
      Class<?> type = Class.forName(name, false, ClassWalk.class.getClassLoader());
      // The JVM links a class before it lists its members (HotSpot:
      // get_class_declared_methods_helper).
      type.getDeclaredConstructors();
      return "ok";
    } catch (Throwable e) {
      String message = String.valueOf(e);
      return message.lines().findFirst().orElse(message);
    }
  }
}
