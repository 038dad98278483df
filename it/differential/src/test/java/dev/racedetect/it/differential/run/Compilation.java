package dev.racedetect.it.differential.run;

import dev.racedetect.it.differential.program.Program;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the programs of some seeds. */
final class Compilation {
  private Compilation() {}

  /** Compiles them into {@code directory}. */
  static void compile(long first, int count, boolean free, Path directory) throws IOException {
    Files.createDirectories(directory);
    List<JavaFileObject> sources = new ArrayList<>();
    for (long seed = first; seed < first + count; seed++) {
      sources.add(source(Program.of(seed, free)));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options = List.of(
        "-d",
        directory.toString(),
        "-cp",
        System.getProperty("race.it.classes"),
        "-proc:none",
        "-g",
        "--release",
        "17");
    boolean compiled =
        compiler.getTask(messages, null, null, options, null, sources).call();
    if (!compiled) {
      throw new IllegalStateException(messages.toString());
    }
  }

  private static JavaFileObject source(Program program) {
    URI name = URI.create("string:///" + program.className().replace('.', '/') + ".java");
    String text = program.source();
    return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
