package dev.racedetect.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Methods near the 64 KB that a method may hold (JVMS 4.7.3). */
class BigMethodIT {
  private static final int MAXIMUM = 65_535;

  @TempDir
  private Path directory;

  @BeforeEach
  void compile() throws IOException {
    String source = "public class Big {\n"
        + "  static int inLocals, beside, guarded, f;\n"
        // eight bytes each: 60 KB that need no probe, and one access
        + "  static int locals(int x) {\n" + "    x = x * 12345 + x;\n".repeat(7_500)
        + "    inLocals++;\n    return x;\n  }\n"
        // eleven bytes each, with two probes that the call before them makes necessary
        + "  static int fields() {\n" + "    beside(); f = f + 1;\n".repeat(5_480)
        + "    synchronized (Big.class) { guarded(); }\n    return f;\n  }\n"
        + "  static void guarded() { guarded++; }\n"
        + "  static void beside() { beside++; }\n"
        + "  public static void main(String[] args) throws Exception {\n"
        + "    Runnable task = () -> { locals(1); beside(); fields(); };\n"
        + "    Thread one = new Thread(task), two = new Thread(task);\n"
        + "    one.start(); two.start(); one.join(); two.join();\n"
        + "    System.out.println(guarded + \" \" + locals(1));\n"
        + "  }\n}\n";
    Path file = Files.writeString(directory.resolve("Big.java"), source);
    assertThat(
            ToolProvider.getSystemJavaCompiler().run(null, null, null, "-g:none", file.toString()))
        .isZero();
    assertThat(directory.resolve("Big.class"))
        .satisfies(f -> assertThat(Files.size(f)).isBetween(2 * 60_000L, 2L * MAXIMUM));
  }

  @Test
  void should_check_a_big_method_and_leave_one_that_would_become_too_big() throws Exception {
    Run plain = Run.of(directory, command(List.of()));
    Run watched = Run.of(directory, command(List.of(Run.agent(Run.AGENT, ""))));

    assertThat(plain.status()).isZero();
    assertThat(watched.out()).isEqualTo(plain.out());
    assertThat(watched.err())
        .contains(" of Big.inLocals by thread", " of Big.beside by thread")
        .contains(
            "Watched 1 classes (1 skipped)",
            "RaceDetect: not checked: Big.fields()I (would exceed 64 KB)")
        // fields() is not checked, but what it synchronizes orders the calls in it.
        .doesNotContain(" of Big.guarded by thread", " of Big.f by thread", "VerifyError");
    assertThat(directory.resolve("target/race/race-report.json"))
        .content()
        .contains("{\"class\":\"Big.fields()I\",\"why\":\"would exceed 64 KB\"}");
    assertThat(watched.status()).isEqualTo(66);
  }

  private List<String> command(List<String> jvm) {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-cp", directory.toString(), "Big"));
    return command;
  }
}
