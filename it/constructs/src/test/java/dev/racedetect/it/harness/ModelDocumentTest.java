package dev.racedetect.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.racedetect.it.constructs.Groups;
import dev.racedetect.it.harness.ModelDocument.Row;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/model has a row for every public method of java.util.concurrent on this JDK, and the cases that it names exist. */
class ModelDocumentTest {
  private static final int FEATURE = Runtime.version().feature();

  @ParameterizedTest
  @ValueSource(
      strings = {"java.util.concurrent", "java.util.concurrent.atomic", "java.util.concurrent.locks"
      })
  void should_have_a_row_for_every_public_method(String name) throws Exception {
    Set<String> documented = new TreeSet<>();
    for (Row row : rows(name)) {
      row.methods().stream()
          .filter(m -> m.isIn(FEATURE))
          .forEach(m -> documented.add(m.toString()));
    }
    assertThat(documented).isEqualTo(publicMethods(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"java.util.concurrent", "java.util.concurrent.atomic", "java.util.concurrent.locks"
      })
  void should_give_each_edge_a_source_and_cases_and_each_absence_a_reason(String name)
      throws IOException {
    Set<String> cases = Groups.ALL.stream()
        .flatMap(group -> Case.of(group).stream())
        .map(test -> test.groupName() + "." + test.name())
        .collect(Collectors.toSet());

    assertThat(rows(name)).allSatisfy(row -> {
      assertThat(row.source()).isNotBlank();
      assertThat(cases).containsAll(row.shown()).containsAll(row.absent());
      assertThat(row.shown()).allMatch(test -> test.contains(".no_race_"));
      assertThat(row.absent()).allMatch(test -> test.contains(".race_"));
      if (row.hasEdge()) {
        assertThat(row.shown()).isNotEmpty();
        assertThat(row.absent()).isNotEmpty();
      }
    });
  }

  private static List<Row> rows(String name) throws IOException {
    return ModelDocument.read(Path.of("../../docs/model", name + ".md"));
  }

  private static Set<String> publicMethods(String packageName) throws Exception {
    Set<String> methods = new TreeSet<>();
    for (Class<?> type : publicClasses(packageName)) {
      String name = type.getName().substring(packageName.length() + 1).replace('$', '.');
      for (Method method : type.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
          methods.add(name + "." + method.getName());
        }
      }
    }
    return methods;
  }

  private static List<Class<?>> publicClasses(String packageName) throws Exception {
    Path directory = FileSystems.getFileSystem(URI.create("jrt:/"))
        .getPath("/modules/java.base", packageName.replace('.', '/'));
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class")) {
          Class<?> type =
              Class.forName(packageName + "." + name.substring(0, name.length() - 6), false, null);
          if (isPublic(type)) {
            classes.add(type);
          }
        }
      }
    }
    return classes;
  }

  /** Whether a program can name it, so that its methods are its to call. */
  private static boolean isPublic(Class<?> type) {
    int modifiers = type.getModifiers();
    return (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers))
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
  }
}
