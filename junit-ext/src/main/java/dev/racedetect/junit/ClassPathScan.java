package dev.racedetect.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks through the directories of the class path, without loading a class. */
final class ClassPathScan {
  /** As the constant pool of an annotated class has it. */
  private static final String ANNOTATION = "Ldev/racedetect/junit/RaceDetect;";

  private static final Set<String> BUILD_DIRECTORIES = Set.of("target", "build", "out", "bin");

  private ClassPathScan() {}

  /** Tells whether a class in a directory names the annotation. */
  static boolean findsAnnotation() {
    return roots().stream().anyMatch(ClassPathScan::namesAnnotation);
  }

  /** Where reports belong: {@code race} in the build directory that holds the test classes, or null when none is known. */
  static Path reportDirectory() {
    for (Path root : roots()) {
      for (Path directory = root;
          directory != null && directory.getFileName() != null;
          directory = directory.getParent()) {
        if (BUILD_DIRECTORIES.contains(directory.getFileName().toString())) {
          return directory.resolve("race");
        }
      }
    }
    return null;
  }

  static boolean namesAnnotation(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .anyMatch(ClassPathScan::contains);
    } catch (IOException | UncheckedIOException unreadable) {
      // What can't be read here can't be loaded as a test either.
      return false;
    }
  }

  private static boolean contains(Path classFile) {
    try {
      return new String(Files.readAllBytes(classFile), StandardCharsets.ISO_8859_1)
          .contains(ANNOTATION);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> roots() {
    List<Path> roots = new ArrayList<>();
    try {
      for (URL url : Collections.list(ClassLoader.getSystemClassLoader().getResources(""))) {
        if (url.getProtocol().equals("file")) {
          roots.add(Path.of(URI.create(url.toString())));
        }
      }
    } catch (IOException unreadable) {
      return roots;
    }
    return roots;
  }
}
