package dev.racedetect.maven;

import dev.racedetect.report.ConsoleSummary;
import dev.racedetect.report.RaceReport;
import dev.racedetect.report.ReportWriter;
import dev.racedetect.runtime.finding.ReportFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.maven.execution.BuildSuccess;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/** Judges all modules when a build ends, however it ends, and adds its failure to the build's result. */
final class SessionJudge {
  private final Function<MavenProject, Gate> gates;
  private final String version;
  private final Log log;

  SessionJudge(Function<MavenProject, Gate> gates, String version, Log log) {
    this.gates = gates;
    this.version = version;
    this.log = log;
  }

  void judge(MavenSession session) {
    try {
      judgeModules(session);
    } catch (IOException e) {
      session
          .getResult()
          .addException(new MojoFailureException(Verdict.impossible("this build (" + e + ')'), e));
    }
  }

  private void judgeModules(MavenSession session) throws IOException {
    List<RaceReport> reports = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    boolean testsRan = false;
    for (MavenProject module : session.getProjects()) {
      if ("pom".equals(module.getPackaging())) {
        continue;
      }
      Gate gate = gates.apply(module);
      Verdict verdict = gate.judge();
      testsRan |= verdict.testsRan();
      reports.add(verdict.report());
      problems.addAll(verdict.problems());
      note(module, session, verdict);
      ReportWriter.write(verdict.report(), version, gate.directory().resolve(ReportFiles.REPORT));
    }
    if (!testsRan && !session.getResult().hasExceptions()) {
      problems.add(
          "no test ran in this build, so nothing was watched. Run the tests, or leave out the goal on.");
    }
    Path file = gates.apply(session.getTopLevelProject()).directory().resolve(ReportFiles.REPORT);
    Verdict all = new Verdict(RaceReport.merge(reports), problems, true, testsRan);
    ReportWriter.write(all.report(), version, file);
    print(all, session, file);
  }

  private void note(MavenProject module, MavenSession session, Verdict verdict) {
    boolean built = session.getResult().getBuildSummary(module) instanceof BuildSuccess;
    if (built && !verdict.testsRan()) {
      String why = verdict.hasTests() ? " ran no test" : " has no tests";
      log.info("RaceDetect: " + module.getArtifactId() + why + "; nothing to watch.");
    }
  }

  private void print(Verdict all, MavenSession session, Path file) {
    log.info("RaceDetect: " + ConsoleSummary.watched(all.report()) + ".");
    ConsoleSummary.unwatched(all.report()).forEach(line -> log.warn("RaceDetect: " + line));
    if (all.passed()) {
      log.info("RaceDetect: " + ConsoleSummary.count(all.report()) + ".");
      return;
    }
    all.lines().forEach(line -> log.error("RaceDetect: " + line));
    session
        .getResult()
        .addException(new MojoFailureException("RaceDetect: " + all.summary() + "; see " + file));
  }
}
