package dev.racedetect.it.differential.program;

import dev.racedetect.it.differential.trace.Trace;
import dev.racedetect.it.differential.trace.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A program with one of its executions: the class, the order in which its strands run, and what they do then. Strand 0
 * runs {@code t0}.
 */
public final class Program {
  /** Package of all programs. */
  public static final String PACKAGE = "generated";

  /** The strand that is an executor's only thread. */
  public static final int WORKER = 9;

  private static final String[] IMPORTS = {
    "dev.racedetect.it.differential.run.Turn",
    "java.util.concurrent.*",
    "java.util.concurrent.atomic.*",
    "java.util.concurrent.locks.*"
  };

  private final long seed;
  private final boolean free;
  private final List<String> declarations = new ArrayList<>();
  private final List<Method> methods = new ArrayList<>();
  private final List<Runnable> memory = new ArrayList<>();
  private final Source source = new Source();
  private int nodeShape;
  private int nodeLine;
  private Machine machine;

  private Program(long seed, boolean free) {
    this.seed = seed;
    this.free = free;
  }

  /**
   * The program of that seed; each seed has one that ends.
   *
   * @param free whether its strands run freely: then it has no race, in whatever order they run
   */
  public static Program of(long seed, boolean free) {
    return of(seed, free, null);
  }

  /** As {@link #of(long, boolean)}; writes the trace to {@code log}, unless that is null. */
  public static Program of(long seed, boolean free, StringBuilder log) {
    for (int attempt = 0; ; attempt++) {
      Random random = new Random((seed * 1_000_003 + attempt) * 0x9E3779B97F4A7C15L);
      Program program = new Program(seed, free);
      new Generator(program, random).generate();
      if (log != null) {
        log.setLength(0);
      }
      if (program.run(random, new Trace(log))) {
        return program;
      }
    }
  }

  /** Simple name of its class. */
  public String name() {
    return (free ? "R" : "P") + seed;
  }

  /** Whether its strands run freely. */
  public boolean isFree() {
    return free;
  }

  /** Binary name of its class. */
  public String className() {
    return PACKAGE + "." + name();
  }

  /** The source of its class. */
  public String source() {
    return source.toString();
  }

  /** The strands in the order in which they have their turns. */
  public int[] schedule() {
    return machine.schedule();
  }

  /** What happens. */
  public Trace trace() {
    return machine.trace;
  }

  /** What its static fields hold at the end: by name, in words. */
  public Map<String, String> statics() {
    Map<String, String> contents = new LinkedHashMap<>();
    machine.statics.forEach((name, cell) -> {
      if (!cell.isReference()) {
        contents.put(name, cell.content());
      }
    });
    return contents;
  }

  /** As {@link #statics}, by the names of objects and of their fields. */
  public Map<String, Map<String, String>> objects() {
    Map<String, Map<String, String>> objects = new LinkedHashMap<>();
    machine.objects.forEach((name, object) -> {
      Map<String, String> fields = new LinkedHashMap<>();
      object.fields.forEach((field, cell) -> fields.put(field, cell.content()));
      objects.put(name, fields);
    });
    return objects;
  }

  /** As {@link #statics}, of the elements of arrays in static final fields. */
  public Map<String, List<String>> arrays() {
    Map<String, List<String>> arrays = new LinkedHashMap<>();
    machine.arrays.forEach((name, array) -> {
      List<String> elements = new ArrayList<>();
      for (Cell cell : array.elements) {
        elements.add(cell.content());
      }
      arrays.put(name, elements);
    });
    return arrays;
  }

  /** A value of the real program in the words of {@link #statics}. */
  public static String words(Object value) {
    return Cell.words(value);
  }

  // ---- what the generator puts in

  void declare(String declaration) {
    declarations.add(declaration);
  }

  void object(String name) {
    declare("private static final " + name() + " " + name + " = new " + name() + "();");
    memory.add(() -> machine.objects.put(name, new Instance(name)));
  }

  void scalar(Group.Scalar scalar, List<String> objects) {
    declare("private " + (scalar.isStatic() ? "static " : "") + scalar.type().source + " "
        + scalar.name() + ";");
    String name = className() + "." + scalar.name();
    memory.add(() -> {
      if (scalar.isStatic()) {
        machine.statics.put(
            scalar.name(), new Cell(Variable.Kind.STATIC, name, -1, scalar.name(), scalar.type()));
        return;
      }
      for (String object : objects) {
        String where = object + "." + scalar.name();
        machine
            .objects
            .get(object)
            .fields
            .put(scalar.name(), new Cell(Variable.Kind.FIELD, name, -1, where, scalar.type()));
      }
    });
  }

  void array(Group.Array array, List<String> objects) {
    String made = array.type().source + "[] " + array.name() + " = new " + array.type().source + "["
        + array.length() + "];";
    switch (array.held()) {
      case CONSTANT:
        declare("private static final " + made);
        memory.add(() -> machine.arrays.put(array.name(), make(array, array.name())));
        break;
      case VARIABLE:
        declare("private static " + made);
        memory.add(() -> {
          Cell cell = new Cell(
              Variable.Kind.STATIC, className() + "." + array.name(), -1, array.name(), null);
          cell.array = make(array, array.name() + "'");
          machine.statics.put(array.name(), cell);
        });
        break;
      default:
        declare("private final " + made);
        for (String object : objects) {
          memory.add(() -> machine
              .objects
              .get(object)
              .arrays
              .put(array.name(), make(array, object + "." + array.name())));
        }
    }
  }

  /** A static field that holds one of the {@link Nodes}. */
  void node(String name) {
    declare("private static N " + name + ";");
    String reported = className() + "." + name;
    memory.add(
        () -> machine.statics.put(name, new Cell(Variable.Kind.STATIC, reported, -1, name, null)));
  }

  private static ArrayObject make(Group.Array array, String name) {
    return new ArrayObject(name, array.type(), array.length());
  }

  Method method(Method method) {
    methods.add(method);
    return method;
  }

  // ---- writing and running

  private void write() {
    source.line("package " + PACKAGE + ";");
    for (String each : IMPORTS) {
      source.line("import " + each + ";");
    }
    source.line("public final class " + name() + " {");
    declarations.forEach(source::line);
    nodeLine = source.line(Nodes.declaration(nodeShape));
    source.line("private static long computed(long x) {");
    source.line("return x + 7L;");
    source.line("}");
    methods.forEach(method -> method.write(source));
    source.line("}");
    methods.forEach(Method::compile);
  }

  private boolean run(Random random, Trace trace) {
    nodeShape = random.nextInt(Nodes.SHAPES);
    write();
    machine = new Machine(trace, random, className(), nodeShape, nodeLine);
    memory.forEach(Runnable::run);
    Method main =
        methods.stream().filter(m -> m.name().equals("t0")).findFirst().orElseThrow();
    machine.strand(0).submit(main.code(), "start of the program", "0");
    return machine.run();
  }
}
