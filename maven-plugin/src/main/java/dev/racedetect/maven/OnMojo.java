package dev.racedetect.maven;

import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProject;

/**
 * Watches the tests of all modules without a change to any pom, and judges them at the end of the build:
 * {@code mvn dev.racedetect:race-maven-plugin:on verify}.
 */
@Mojo(name = "on", aggregator = true, threadSafe = true)
public final class OnMojo extends AbstractRaceMojo {
  @Override
  public void execute() throws MojoExecutionException {
    if (skip) {
      session.getProjects().forEach(AgentSetup::skip);
      return;
    }
    refuseUnknownOptions();
    for (MavenProject module : session.getProjects()) {
      prepare(module);
    }
    MavenExecutionRequest request = session.getRequest();
    SessionJudge judge = new SessionJudge(this::gate, plugin.getVersion(), getLog());
    request.setExecutionListener(new EndListener(request.getExecutionListener(), judge));
  }
}
