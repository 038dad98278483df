package dev.racedetect.maven;

import dev.racedetect.report.ConsoleSummary;
import dev.racedetect.report.ReportWriter;
import dev.racedetect.runtime.finding.ReportFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Fails the build when the tests of this module raced, or when they were not watched. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractRaceMojo {
  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip || "pom".equals(project.getPackaging())) {
      return;
    }
    refuseUnknownOptions();
    try {
      check();
    } catch (IOException e) {
      throw new MojoExecutionException(
          Verdict.impossible(project.getArtifactId() + " (" + e + ')'), e);
    }
  }

  private void check() throws IOException, MojoFailureException {
    Gate gate = gate(project);
    Verdict verdict = gate.judge();
    if (!verdict.hasTests() && !verdict.testsRan()) {
      getLog().info("RaceDetect: " + project.getArtifactId() + " has no tests; nothing to watch.");
      return;
    }
    if (!verdict.testsRan()) {
      throw new MojoFailureException("RaceDetect: no test of " + project.getArtifactId()
          + " ran, so nothing was watched. Run its tests, or skip" + " with -Drace.skip.");
    }
    Path file = gate.directory().resolve(ReportFiles.REPORT);
    ReportWriter.write(verdict.report(), plugin.getVersion(), file);
    getLog().info("RaceDetect: " + ConsoleSummary.watched(verdict.report()) + ".");
    ConsoleSummary.unwatched(verdict.report())
        .forEach(line -> getLog().warn("RaceDetect: " + line));
    if (!verdict.passed()) {
      verdict.lines().forEach(line -> getLog().error("RaceDetect: " + line));
      throw new MojoFailureException("RaceDetect: " + verdict.summary() + "; see " + file);
    }
    getLog().info("RaceDetect: " + ConsoleSummary.count(verdict.report()) + ".");
  }
}
