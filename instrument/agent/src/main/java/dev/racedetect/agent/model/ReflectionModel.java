package dev.racedetect.agent.model;

/** Members that instrumentation adds are not shown to the program: no edge, but behaviour as without the agent. */
final class ReflectionModel implements JdkModel {
  @Override
  public void declare(Edges edges) {
    ClassRows reflection = edges.of("jdk/internal/reflect/Reflection");
    reflection
        .on("filterFields(Ljava/lang/Class;[Ljava/lang/reflect/Field;)[Ljava/lang/reflect/Field;")
        .result(new Probe(
            "dev/racedetect/runtime/Reflections",
            "visibleFields",
            "([Ljava/lang/reflect/Field;)[Ljava/lang/reflect/Field;"));
    reflection
        .on(
            "filterMethods(Ljava/lang/Class;[Ljava/lang/reflect/Method;)[Ljava/lang/reflect/Method;")
        .result(new Probe(
            "dev/racedetect/runtime/Reflections",
            "visibleMethods",
            "([Ljava/lang/reflect/Method;)[Ljava/lang/reflect/Method;"));
  }
}
