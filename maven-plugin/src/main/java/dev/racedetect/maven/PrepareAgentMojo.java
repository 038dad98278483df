package dev.racedetect.maven;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Puts the agent on the command line of the JVMs that Surefire and Failsafe fork. */
@Mojo(name = "prepare-agent", defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
public final class PrepareAgentMojo extends AbstractRaceMojo {
  @Override
  public void execute() throws MojoExecutionException {
    if (skip) {
      AgentSetup.skip(project);
      return;
    }
    refuseUnknownOptions();
    prepare(project);
  }
}
