package dev.racedetect.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.racedetect.runtime.finding.Access;
import dev.racedetect.runtime.finding.Awaited;
import dev.racedetect.runtime.finding.BlockedThread;
import dev.racedetect.runtime.finding.DataRace;
import dev.racedetect.runtime.finding.Deadlock;
import dev.racedetect.runtime.finding.Findings;
import dev.racedetect.runtime.finding.Frame;
import dev.racedetect.runtime.finding.LockInfo;
import dev.racedetect.runtime.finding.LockOrder;
import dev.racedetect.runtime.finding.Nesting;
import dev.racedetect.runtime.finding.ReportFiles;
import dev.racedetect.runtime.finding.TestId;
import dev.racedetect.runtime.finding.ThreadInfo;
import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.finding.Watched;
import dev.racedetect.runtime.option.Option;
import dev.racedetect.runtime.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of {@code race-report.json} that others may rely on, whoever writes it: a tested JVM or the build. */
class ReportSchemaTest {
  private static final List<Frame> STACK = List.of(new Frame("com.acme.A", "inc", "A.java", 9));

  @TempDir
  private Path directory;

  @BeforeEach
  void run_a_jvm() {
    Findings.open(
        Options.defaults().with(Option.REPORT, directory.toString()).with(Option.PRINT, "false"));
    Findings.report(new DataRace(
        new Variable(Variable.Kind.ARRAY, "int[]", 3, STACK),
        access(Access.Type.READ, List.of(new LockInfo("com.acme.Lock", "1a2b"))),
        access(Access.Type.WRITE, List.of()),
        new TestId("id", "com.acme.ATest", "m", "m(1)")));
    Findings.report(new DataRace(
        new Variable(Variable.Kind.FIELD, "com.acme.A.n", -1, List.of()),
        access(Access.Type.WRITE, List.of()),
        access(Access.Type.WRITE, List.of()),
        null));
    ThreadInfo thread = new ThreadInfo("pool-1", 12, false, "main", STACK);
    LockInfo lock = new LockInfo("com.acme.Lock", "1a2b");
    Findings.report(new Deadlock(
        List.of(new BlockedThread(
            thread, new Awaited(Awaited.Mode.LOCK, lock), thread, List.of(lock), STACK)),
        null));
    Nesting nesting = new Nesting(thread, lock, STACK, lock, STACK);
    Findings.report(new LockOrder(List.of(nesting, nesting), null));
    Findings.skipped("com.acme.Huge", "too large");
    Findings.dropped("slots", 3);
    Findings.close(new Watched(4, 1, 2, 9, 0.5, true));
  }

  @Test
  void should_hold_in_the_report_of_a_jvm() throws IOException {
    check(directory.resolve(ReportFiles.REPORT));
  }

  @Test
  void should_hold_in_the_report_of_a_build() throws IOException {
    Path file = directory.resolve("build/race-report.json");
    ReportWriter.write(ReportReader.readDirectory(directory), "1", file);

    check(file);
  }

  private static void check(Path file) throws IOException {
    Map<String, Object> report = JSON.std.mapFrom(Files.readString(file));
    assertThat(report).containsEntry("schema", 1);
    assertThat(object(report, "tool")).containsEntry("name", "RaceDetect").containsKey("version");
    assertThat(only(report, "jvms"))
        .containsEntry("complete", true)
        .hasEntrySatisfying("pid", pid -> assertThat(pid).isInstanceOf(Number.class))
        .hasEntrySatisfying("java", java -> assertThat(java).isInstanceOf(String.class));
    List<Map<String, Object>> findings = objects(report, "findings");
    assertThat(findings).hasSize(4);
    findings.subList(0, 2).forEach(ReportSchemaTest::checkFinding);
    checkDeadlock(findings.get(2));
    checkLockOrder(findings.get(3));
    assertThat(object(findings.get(0), "test"))
        .containsEntry("class", "com.acme.ATest")
        .containsEntry("method", "m")
        .containsEntry("name", "m(1)");
    assertThat(findings.get(1)).containsEntry("test", null);
    checkVariables(object(findings.get(0), "variable"), object(findings.get(1), "variable"));
    checkSummary(object(report, "summary"));
  }

  private static void checkFinding(Map<String, Object> finding) {
    assertThat(finding).containsEntry("kind", "DATA_RACE").containsEntry("count", 1);
    assertThat(finding.get("fingerprint")).asString().isNotBlank();
    assertThat(finding.get("message")).asString().startsWith("DATA RACE on ").hasLineCount(1);
    List<Map<String, Object>> accesses = objects(finding, "accesses");
    assertThat(accesses).hasSize(2);
    for (Map<String, Object> access : accesses) {
      assertThat(access.get("type")).isIn("READ", "WRITE");
      assertThat(access).containsEntry("thread", "pool-1");
      assertThat(access.get("locksHeld")).isInstanceOf(List.class);
      checkStack(access, "stack");
      for (Map<String, Object> lock : objects(access, "locksHeld")) {
        assertThat(lock)
            .containsEntry("class", "com.acme.Lock")
            .containsEntry("id", "1a2b")
            .containsEntry("owner", "pool-1");
      }
    }
  }

  private static void checkDeadlock(Map<String, Object> finding) {
    assertThat(finding)
        .containsEntry("kind", "DEADLOCK")
        .doesNotContainKeys("variable", "accesses");
    Map<String, Object> thread = only(finding, "threads");
    assertThat(thread)
        .containsEntry("name", "pool-1")
        .containsEntry("id", 12)
        .containsEntry("virtual", false)
        .containsEntry("state", "BLOCKED");
    checkStack(thread, "startedAt");
    checkStack(thread, "stack");
    for (Map<String, Object> lock :
        List.of(object(thread, "waitsFor"), only(thread, "holds"), only(finding, "locks"))) {
      assertThat(lock)
          .containsEntry("class", "com.acme.Lock")
          .containsEntry("id", "1a2b")
          .containsEntry("owner", "pool-1");
    }
  }

  private static void checkLockOrder(Map<String, Object> finding) {
    assertThat(finding)
        .containsEntry("kind", "LOCK_ORDER")
        .doesNotContainKeys("variable", "accesses");
    List<Map<String, Object>> threads = objects(finding, "threads");
    assertThat(threads).hasSize(2);
    for (Map<String, Object> thread : threads) {
      assertThat(thread).containsEntry("name", "pool-1").containsEntry("id", 12);
      assertThat(object(thread, "waitsFor")).containsEntry("class", "com.acme.Lock");
      assertThat(only(thread, "holds"))
          .containsEntry("id", "1a2b")
          .containsEntry("owner", "pool-1");
      checkStack(thread, "heldAt");
      checkStack(thread, "stack");
    }
    assertThat(objects(finding, "locks")).hasSize(2);
  }

  private static void checkVariables(Map<String, Object> array, Map<String, Object> field) {
    assertThat(array)
        .containsEntry("kind", "ARRAY")
        .containsEntry("name", "int[]")
        .containsEntry("index", 3);
    checkStack(array, "createdAt");
    assertThat(field)
        .containsEntry("kind", "FIELD")
        .containsEntry("name", "com.acme.A.n")
        .doesNotContainKeys("index", "createdAt");
  }

  private static void checkSummary(Map<String, Object> summary) {
    assertThat(summary)
        .containsEntry("DATA_RACE", 2)
        .containsEntry("DEADLOCK", 1)
        .containsEntry("LOCK_ORDER", 1)
        .containsEntry("HANG", 0)
        .containsEntry("THREAD_LEAK", 0)
        .containsEntry("suppressed", 0);
    assertThat(only(summary, "notInstrumented"))
        .containsOnly(Map.entry("class", "com.acme.Huge"), Map.entry("why", "too large"));
    assertThat(object(summary, "dropped")).containsOnly(Map.entry("slots", 3));
  }

  private static void checkStack(Map<String, Object> holder, String key) {
    assertThat(only(holder, key))
        .containsOnly(
            Map.entry("class", "com.acme.A"),
            Map.entry("method", "inc"),
            Map.entry("file", "A.java"),
            Map.entry("line", 9));
  }

  private static Access access(Access.Type type, List<LockInfo> locks) {
    ThreadInfo thread = new ThreadInfo("pool-1", 12, false, "main", STACK);
    return new Access(type, thread, locks, STACK);
  }

  private static Map<String, Object> only(Map<String, Object> holder, String key) {
    List<Map<String, Object>> all = objects(holder, key);
    assertThat(all).as(key).hasSize(1);
    return all.get(0);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Map<String, Object> holder, String key) {
    assertThat(holder.get(key)).as(key).isInstanceOf(Map.class);
    return (Map<String, Object>) holder.get(key);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> objects(Map<String, Object> holder, String key) {
    assertThat(holder.get(key)).as(key).isInstanceOf(List.class);
    return (List<Map<String, Object>>) holder.get(key);
  }
}
