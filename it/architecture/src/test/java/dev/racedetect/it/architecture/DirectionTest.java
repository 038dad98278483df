package dev.racedetect.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectionTest {
  private static final String ROOT = "dev.racedetect.";
  private static final String RUNTIME = ROOT + "runtime..";
  private static final String FINDING = ROOT + "runtime.finding..";
  private static final String OPTION = ROOT + "runtime.option..";
  private static final String REPORT = ROOT + "report..";
  private static final String MAVEN = ROOT + "maven..";

  private static final JavaClasses CLASSES = load();

  @Test
  void runtime_uses_the_jdk_only() {
    ArchRule rule = classes()
        .that()
        .resideInAPackage(RUNTIME)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(RUNTIME, "java..", "jdk.internal..");
    rule.check(CLASSES);
  }

  @Test
  void options_use_nothing_of_ours() {
    onlyUses(OPTION);
  }

  @Test
  void findings_use_options_only() {
    onlyUses(FINDING, OPTION);
  }

  @Test
  void agent_uses_runtime_only() {
    onlyUses(ROOT + "agent..", RUNTIME, ROOT + "selftest..");
  }

  @Test
  void report_uses_findings_only() {
    onlyUses(REPORT, FINDING);
  }

  @Test
  void junit_glue_uses_runtime_and_report() {
    onlyUses(ROOT + "junit..", RUNTIME, REPORT, ROOT);
  }

  @Test
  void maven_plugin_uses_options_findings_and_report() {
    onlyUses(MAVEN, OPTION, FINDING, REPORT);
  }

  @Test
  void clocks_stand_at_the_bottom_of_the_runtime() {
    onlyUses(ROOT + "runtime.clock..", OPTION, FINDING);
  }

  @Test
  void nothing_in_the_runtime_uses_its_entry() {
    noClasses()
        .that(resideInAnyPackage(RUNTIME).and(resideOutsideOfPackage(ROOT + "runtime")))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(ROOT + "runtime.Probes")
        .check(CLASSES);
  }

  @Test
  void the_rules_and_the_waits_are_used_by_the_entry_only() {
    for (String top : List.of(ROOT + "runtime.race", ROOT + "runtime.lock")) {
      onlyUsedBy(top, ROOT + "runtime");
    }
  }

  @Test
  void the_edges_are_used_by_the_entry_and_the_waits_only() {
    onlyUsedBy(ROOT + "runtime.sync", ROOT + "runtime", ROOT + "runtime.lock");
  }

  /** The type of these fields changed in JDK 25: what is compiled on 17 does not link there. */
  @Test
  void array_offsets_of_unsafe_are_read_by_reflection() {
    noClasses()
        .should()
        .accessFieldWhere(target(nameMatching("ARRAY_.*_BASE_OFFSET")))
        .orShould()
        .callMethodWhere(target(nameMatching("arrayBaseOffset")))
        .because("ArrayBases links on every JDK")
        .check(CLASSES);
  }

  @Test
  void code_in_the_tested_jvm_neither_logs_nor_formats() {
    noClasses()
        .that()
        .resideInAPackage(RUNTIME)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .orShould()
        .callMethod(String.class, "format", String.class, Object[].class)
        .check(CLASSES);
  }

  private static void onlyUsedBy(String top, String... users) {
    noClasses()
        .that(resideInAnyPackage(RUNTIME)
            .and(not(resideInAnyPackage(users)))
            .and(not(resideInAnyPackage(top))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(top)
        .check(CLASSES);
  }

  private static void onlyUses(String from, String... others) {
    List<String> allowed = new ArrayList<>(List.of(others));
    allowed.add(from);
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat(resideInAnyPackage("dev.racedetect..")
            .and(not(resideInAnyPackage(allowed.toArray(new String[0])))))
        .check(CLASSES);
  }

  private static JavaClasses load() {
    Path root = Path.of(System.getProperty("race.it.root"));
    List<Path> directories = new ArrayList<>();
    for (String module : List.of(
        "instrument/runtime",
        "instrument/agent",
        "instrument/report",
        "junit-ext",
        "maven-plugin")) {
      directories.add(root.resolve(module).resolve("target/classes"));
    }
    JavaClasses classes = new ClassFileImporter().importPaths(directories);
    if (classes.isEmpty()) {
      throw new IllegalStateException("no classes in " + directories);
    }
    return classes;
  }
}
