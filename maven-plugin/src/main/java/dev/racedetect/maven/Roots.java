package dev.racedetect.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.project.MavenProject;

/** The classes that a build makes itself: those of a module and of the modules it depends on. */
final class Roots {
  private Roots() {}

  static String[] of(MavenProject project, MavenSession session) {
    List<MavenProject> modules = new ArrayList<>();
    modules.add(project);
    if (session.getProjectDependencyGraph() != null) {
      modules.addAll(session.getProjectDependencyGraph().getUpstreamProjects(project, true));
    }
    Set<String> roots = new LinkedHashSet<>();
    for (MavenProject module : modules) {
      if (!"pom".equals(module.getPackaging())) {
        add(roots, module.getBuild());
      }
    }
    return roots.toArray(new String[0]);
  }

  /** Jars are named before they exist: other modules see them in place of the directories once packaged. */
  private static void add(Set<String> roots, Build build) {
    roots.add(build.getOutputDirectory());
    roots.add(build.getTestOutputDirectory());
    String jar = build.getDirectory() + File.separator + build.getFinalName();
    roots.add(jar + ".jar");
    roots.add(jar + "-tests.jar");
  }
}
