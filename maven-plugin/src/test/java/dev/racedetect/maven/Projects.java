package dev.racedetect.maven;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/** Projects to test with. */
final class Projects {
  private Projects() {}

  /** Makes a project whose Surefire has a configuration: XML elements. */
  static MavenProject withSurefire(Path basedir, String configuration) {
    return with(basedir, TestPlugin.SUREFIRE, configuration);
  }

  static MavenProject with(Path basedir, TestPlugin testPlugin, String configuration) {
    Plugin plugin = new Plugin();
    plugin.setGroupId("org.apache.maven.plugins");
    plugin.setArtifactId(testPlugin.artifactId());
    try {
      plugin.setConfiguration(
          Xpp3DomBuilder.build(new StringReader("<c>" + configuration + "</c>")));
    } catch (XmlPullParserException | IOException e) {
      throw new IllegalArgumentException(configuration, e);
    }
    Build build = new Build();
    build.setDirectory(basedir.resolve("target").toString());
    build.setOutputDirectory(basedir.resolve("target/classes").toString());
    build.setTestOutputDirectory(basedir.resolve("target/test-classes").toString());
    build.setFinalName("demo-1");
    build.addPlugin(plugin);
    Model model = new Model();
    model.setArtifactId("demo");
    model.setBuild(build);
    MavenProject project = new MavenProject(model);
    project.setFile(new File(basedir.toFile(), "pom.xml"));
    return project;
  }
}
