package dev.racedetect.it.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Instrumenting never breaks a class: every class of widely used libraries is checked code here and goes through the
 * JVM's verifier. What the JVM cannot link without the agent either is named in {@code target/walk/left-out.txt}.
 */
class EveryClassIT {
  private static final Pattern WALKED = Pattern.compile(
      "(junit-jupiter|junit-platform|spring-core|spring-jcl|guava|jackson-|netty-(?!tcnative))\\S*\\.jar");
  /** So that none is walked in part only: how many classes each has at least. */
  private static final Map<String, Integer> LIBRARIES = Map.of(
      "org.junit.", 500,
      "org.springframework.", 500,
      "com.google.common.", 1500,
      "io.netty.", 1500,
      "com.fasterxml.jackson.", 800);

  private static final Pattern WATCHED =
      Pattern.compile("Watched (\\d+) classes \\((\\d+) skipped\\)");

  @Test
  void should_verify_every_instrumented_class() throws Exception {
    List<String> jars = new ArrayList<>();
    for (String entry : Fork.classPath()) {
      if (WALKED.matcher(Path.of(entry).getFileName().toString()).matches()) {
        jars.add(entry);
      }
    }
    Path directory = Fork.directory("walk");
    SuiteResult.clear(directory);

    Map<String, String> plain = walk("plain", List.of(), jars);
    Map<String, String> instrumented =
        walk("agent", List.of(Fork.agent("include=*,report=" + directory.resolve("race"))), jars);

    assertThat(instrumented).isEqualTo(plain);
    long linked = plain.values().stream().filter("ok"::equals).count();
    plain.values().removeIf("ok"::equals);
    Files.write(directory.resolve("left-out.txt"), plain.keySet());
    assertThat(plain.values()).allMatch(NoClassDefFoundError.class.getName()::equals);
    assertThat(linked).isGreaterThan(7000);
    LIBRARIES.forEach((prefix, fewest) -> assertThat(linked(instrumented, prefix))
        .as("linked classes of " + prefix)
        .isGreaterThan(fewest));
    Matcher watched = WATCHED.matcher(Files.readString(directory.resolve("agent.out")));
    assertThat(watched.find()).isTrue();
    assertThat(Long.parseLong(watched.group(1))).isGreaterThanOrEqualTo(linked);
    assertThat(watched.group(2)).isEqualTo("0");
    // No method was left out either.
    JsonNode report = SuiteResult.report(directory);
    assertThat(report.at("/summary/notInstrumented").isArray()).isTrue();
    assertThat(report.at("/summary/notInstrumented")).isEmpty();
    assertThat(report.at("/jvms/0/watched/classes").asLong()).isGreaterThanOrEqualTo(linked);
    System.out.println("EveryClassIT: " + linked + " classes of " + jars.size()
        + " jars instrumented and verified, " + plain.size()
        + " cannot be linked for lack of an optional dependency");
  }

  private static long linked(Map<String, String> outcomes, String prefix) {
    return outcomes.entrySet().stream()
        .filter(e -> e.getKey().startsWith(prefix) && e.getValue().equals("ok"))
        .count();
  }

  @Test
  void should_notice_a_class_that_does_not_verify() throws Exception {
    Path jar = Fork.directory("walk").resolve("broken.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("Broken.class"));
      out.write(broken());
    }

    Map<String, String> outcomes = walk("broken", List.of(), List.of(jar.toString()));

    assertThat(outcomes).containsExactly(Map.entry("Broken", VerifyError.class.getName()));
  }

  // class Broken { static int m() { ireturn } }: nothing is on the stack to be returned
  private static byte[] broken() throws IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    java.io.DataOutputStream out = new java.io.DataOutputStream(bytes);
    out.writeInt(0xCAFEBABE);
    out.writeInt(61);
    out.writeShort(8);
    for (String name : new String[] {"Broken", "java/lang/Object"}) {
      out.writeByte(1);
      out.writeUTF(name);
    }
    for (int i = 1; i <= 2; i++) {
      out.writeByte(7);
      out.writeShort(i);
    }
    for (String name : new String[] {"m", "()I", "Code"}) {
      out.writeByte(1);
      out.writeUTF(name);
    }
    for (int number : new int[] {0x20, 3, 4, 0, 0, 1, 8, 5, 6, 1, 7}) {
      out.writeShort(number);
    }
    out.writeInt(13);
    out.writeShort(1);
    out.writeShort(0);
    out.writeInt(1);
    out.writeByte(0xAC);
    out.writeShort(0);
    out.writeShort(0);
    out.writeShort(0);
    return bytes.toByteArray();
  }

  /** What became of each class: {@code ok}, or the name of the error. */
  private static Map<String, String> walk(String name, List<String> options, List<String> jars)
      throws IOException, InterruptedException {
    Path directory = Fork.directory("walk");
    Path outcomes = directory.resolve(name + ".txt");
    List<String> jvm = new ArrayList<>(List.of("-Xverify:all", "-XX:-PrintWarnings"));
    jvm.addAll(options);
    jvm.add("-cp");
    jvm.add(String.join(File.pathSeparator, Fork.classPath())
        + File.pathSeparator
        + jars.get(jars.size() - 1));
    List<String> main = new ArrayList<>(List.of(ClassWalk.class.getName(), outcomes.toString()));
    main.addAll(jars);
    Fork.run(directory, directory.resolve(name + ".out"), jvm, main, 10);
    Map<String, String> result = new TreeMap<>();
    for (String line : Files.readAllLines(outcomes)) {
      int tab = line.indexOf('\t');
      // Which of several missing classes is named is up to the verifier's order.
      result.put(line.substring(0, tab), line.substring(tab + 1).replaceFirst(":.*", ""));
    }
    return result;
  }
}
