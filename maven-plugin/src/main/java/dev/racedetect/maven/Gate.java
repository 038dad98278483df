package dev.racedetect.maven;

import dev.racedetect.report.Jvm;
import dev.racedetect.report.RaceReport;
import dev.racedetect.report.ReportReader;
import dev.racedetect.runtime.finding.Watched;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.project.MavenProject;

/** Judges what the test JVMs of one module wrote. That none wrote anything is no good sign, so it is judged too. */
final class Gate {
  private final MavenProject project;
  private final Properties userProperties;
  private final Date start;
  private final Path directory;

  Gate(MavenProject project, Properties userProperties, Date start, Path directory) {
    this.project = project;
    this.userProperties = userProperties;
    this.start = start;
    this.directory = directory;
  }

  /** Returns the directory of the findings. */
  Path directory() {
    return directory;
  }

  Verdict judge() throws IOException {
    RaceReport report = ReportReader.readDirectory(directory);
    List<String> problems = new ArrayList<>();
    boolean hasTests = hasClasses(Path.of(project.getBuild().getTestOutputDirectory()));
    List<TestPlugin> unforked = new ArrayList<>();
    boolean testsRan = false;
    for (TestPlugin plugin : TestPlugin.values()) {
      if (hasNewReports(plugin)) {
        testsRan = true;
        if (plugin.runsWithoutFork(project, userProperties)) {
          unforked.add(plugin);
        }
      }
    }
    unforked.forEach(plugin -> problems.add(unforked(plugin)));
    if (!report.jvms().isEmpty()) {
      judgeJvms(report, problems);
    } else if (testsRan && unforked.isEmpty()) {
      problems.add(agentLost());
    }
    return new Verdict(
        report, List.copyOf(problems), hasTests, testsRan || !report.jvms().isEmpty());
  }

  private void judgeJvms(RaceReport report, List<String> problems) {
    long classes = 0;
    boolean complete = true;
    for (Jvm jvm : report.jvms()) {
      String name =
          "the JVM " + jvm.pid() + (jvm.java() == null ? "" : " (Java " + jvm.java() + ")");
      complete &= jvm.complete();
      if (jvm.damage().isPresent()) {
        problems.add("a findings file is damaged: " + jvm.damage().get()
            + ". The rest of it is in the report, but races may be missing. Delete " + directory
            + " and run again.");
      } else if (!jvm.complete()) {
        problems.add(
            name
                + " did not end in order: it was killed or crashed, or its disk was full, so races may be missing."
                + " Findings up to then are kept. Look for the reason in the output of the tests and run again.");
      } else if (!jvm.watched().map(Watched::selfTestPassed).orElse(false)) {
        problems.add(name
            + " failed the self-test: the detector did not see a race that it had staged, so it may have missed"
            + " others. Run the tests on another JDK, and report this one as a bug of RaceDetect.");
      }
      classes += jvm.watched().map(Watched::classes).orElse(0L);
    }
    if (complete && classes == 0) {
      problems.add(
          "not one class was checked in " + module() + ". Its classes are in "
              + project.getBuild().getOutputDirectory()
              + " and not excluded? Look at race.exclude and race.roots, and name classes with race.include.");
    }
  }

  private String unforked(TestPlugin plugin) {
    return plugin.artifactId() + " ran the tests of " + module()
        + " inside Maven's JVM (forkCount=0), where the agent"
        + " can't be; no race in them was looked for. Set forkCount to 1 or more.";
  }

  private String agentLost() {
    return "tests of " + module() + " ran without the agent: no JVM wrote findings to " + directory
        + ". Either the"
        + " argLine of the test plugin was replaced (add @{argLine} to it), or goal prepare-agent did not run before.";
  }

  private String module() {
    return project.getArtifactId();
  }

  private boolean hasNewReports(TestPlugin plugin) throws IOException {
    for (Path reports : plugin.reports(project)) {
      if (!Files.isDirectory(reports)) {
        continue;
      }
      try (Stream<Path> files = Files.list(reports)) {
        if (files.anyMatch(f -> isTestReport(f) && f.toFile().lastModified() >= start.getTime())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isTestReport(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("TEST-") && name.endsWith(".xml");
  }

  private static boolean hasClasses(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
      return files.anyMatch(f -> f.toString().endsWith(".class"));
    }
  }
}
