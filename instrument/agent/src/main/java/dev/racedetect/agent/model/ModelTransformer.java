package dev.racedetect.agent.model;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;

/** Weaves the rows of a class whenever the JVM asks for it: at load, and at each retransformation by anyone. */
final class ModelTransformer implements ClassFileTransformer {
  private final Edges edges;
  private final JdkModels.Listener listener;

  ModelTransformer(Edges edges, JdkModels.Listener listener) {
    this.edges = edges;
    this.listener = listener;
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String className,
      Class<?> type,
      ProtectionDomain domain,
      byte[] classFile) {
    ClassRows rows = loader == null && className != null ? edges.find(className) : null;
    if (rows == null) {
      return null;
    }
    try {
      Weaver weaver = new Weaver(rows);
      byte[] woven = weaver.weave(classFile);
      reportUnmatched(className, weaver.unmatched());
      return woven;
    } catch (Throwable e) {
      listener.skipped(
          className.replace('/', '.'), "its happens-before model could not be woven: " + e);
      return null;
    }
  }

  private void reportUnmatched(String className, List<Row> unmatched) {
    for (int i = 0; i < unmatched.size(); i++) {
      listener.skipped(
          className.replace('/', '.'),
          "this JDK has no place for the happens-before model of "
              + unmatched.get(i).method());
    }
  }
}
