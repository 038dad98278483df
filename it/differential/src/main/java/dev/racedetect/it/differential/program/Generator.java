package dev.racedetect.it.differential.program;

import dev.racedetect.it.differential.program.Group.Guard;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes a program: variables in groups, each with its own protection, and strands that respect it, but for some accesses
 * in some programs.
 *
 * <p>All is laid down in one order of the whole program, in which what a strand waits for comes before the wait. So there
 * is an execution that ends, and mostly all do.
 */
final class Generator {
  /** Strands of this number and above are an executor's only thread. */
  static final int WORKER = Program.WORKER;

  private static final List<String> OBJECTS = List.of("O0", "O1");

  private final Program program;
  private final Random random;
  private final List<Group> groups = new ArrayList<>();
  private final Map<Integer, Body> bodies = new LinkedHashMap<>();
  private final Links links;
  private final int carelessness;
  private boolean hasExecutor;
  private int tasks;
  private int synchronizedMethods;

  Generator(Program program, Random random) {
    this.program = program;
    this.random = random;
    this.links = new Links(program, random);
    this.carelessness = program.isFree() ? 0 : new int[] {0, 5, 20, 35, 50, 80}[random.nextInt(6)];
  }

  /** The method that a strand runs, under construction. */
  record Body(int strand, Method method, List<ObjectRef> objects, Map<Type, String> aliases) {}

  void generate() {
    OBJECTS.forEach(program::object);
    locks();
    links.addPause();
    variables();
    helpers();
    strands();
    sections();
    end();
  }

  // ---- what there is

  private void locks() {
    for (String name : List.of("M0", "M1")) {
      program.declare("private static final Object " + name + " = new Object();");
    }
    for (String name : List.of("L0", "L1")) {
      program.declare("private static final ReentrantLock " + name + " = new ReentrantLock();");
    }
    program.declare(
        "private static final ReentrantReadWriteLock RW0 = new ReentrantReadWriteLock();");
    program.declare("private static final Semaphore S0 = new Semaphore(1);");
    program.declare("private static volatile int v;");
    program.declare("private static final AtomicInteger I0 = new AtomicInteger();");
  }

  private void variables() {
    int count = 2 + random.nextInt(2);
    Guard[] guards = Guard.values();
    for (int i = 0; i < count; i++) {
      Guard guard = guards[random.nextInt(guards.length)];
      String lock =
          switch (guard) {
            case MONITOR -> "M" + random.nextInt(2);
            case OBJECT_MONITOR -> "O0";
            case CLASS_MONITOR -> program.name() + ".class";
            case LOCK -> "L" + random.nextInt(2);
            case READ_WRITE_LOCK -> "RW0";
            default -> null;
          };
      Group group = new Group(guard, lock);
      groups.add(group);
      scalars(group, i);
      arrays(group, i);
      if (chance(35)) {
        group.nodes.add("n" + i);
        program.node("n" + i);
      }
    }
  }

  private void scalars(Group group, int number) {
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      Type type = Type.values()[random.nextInt(5)];
      boolean isStatic = chance(40);
      Group.Scalar scalar = new Group.Scalar((isStatic ? "s" : "f") + number + i, type, isStatic);
      group.scalars.add(scalar);
      program.scalar(scalar, OBJECTS);
    }
  }

  private void arrays(Group group, int number) {
    int count = random.nextInt(3);
    boolean isLong = chance(35);
    Type common = Type.values()[random.nextInt(5)];
    for (int i = 0; i < count; i++) {
      Type type = chance(60) ? common : Type.values()[random.nextInt(5)];
      Group.Held held = Group.Held.values()[chance(50) ? 0 : random.nextInt(3)];
      String letter = held == Group.Held.CONSTANT ? "A" : held == Group.Held.VARIABLE ? "d" : "b";
      Group.Array array =
          new Group.Array(letter + number + i, type, length(chance(90) == isLong), held);
      group.arrays.add(array);
      program.array(array, OBJECTS);
    }
  }

  // Long arrays have another kind of shadow.
  private int length(boolean isLong) {
    return isLong ? 32 + random.nextInt(20) : 5 + random.nextInt(4);
  }

  private void helpers() {
    for (Group group : groups) {
      if (chance(35)) {
        helper(group, 0);
      }
    }
  }

  private void helper(Group group, int number) {
    boolean isStatic = chance(50);
    Group.Array array = group.array(random);
    Type type = array == null ? null : array.type();
    boolean writes = chance(65);
    Method method = new Method(
        "h" + groups.indexOf(group) + number,
        isStatic ? "static " : chance(50) ? "final " : "",
        null);
    Map<String, Type> aliases = new LinkedHashMap<>();
    if (type != null) {
      method.parameter(type.source + "[]", "p");
      aliases.put("p", type);
    }
    method.parameter(program.name(), "q");
    method.parameter("int", "n");
    List<ObjectRef> objects = new ArrayList<>(List.of(new ObjectRef.Local("q")));
    if (!isStatic) {
      objects.add(new ObjectRef.Local("this"));
    }
    locals(method);
    Work work = new Work(random, group, writes, chance(30), objects, aliases, links::light);
    method.addAll(work.some(1 + random.nextInt(2)));
    if (chance(20)) {
      method.add(new Control.Return(
          new Control.Condition(new Index.Local("n"), "<", new Index.Constant(2))));
      method.addAll(work.some(1));
    }
    program.method(method);
    group.helpers.add(new Group.Helper(method, isStatic, type, writes));
  }

  private void locals(Method method) {
    method.add(
        Method.declare("int", new Assignments.AssignIndex(Work.INDEX, new Index.Constant(0))));
    method.add(Method.declareNode(Work.NODE));
    method.add(Method.declare(
        program.name(), new Assignments.AliasObject(Work.OBJECT, new ObjectRef.Constant("O1"))));
    for (String local : Work.LOCALS) {
      method.add(Method.declare("long", new Assignments.AssignLocal(local, new Value.Constant(0))));
    }
  }

  // ---- strands

  private void strands() {
    Body main = body(0, "t0");
    for (Group group : groups) {
      if (group.isReadOnly()) {
        main.method().addAll(accesses(main, group, true, 2));
      }
    }
    int count = 2 + random.nextInt(3);
    for (int i = 1; i <= count; i++) {
      Body starter = i > 1 && chance(20) ? bodies.get(1 + random.nextInt(i - 1)) : main;
      Body made = body(i, "t" + i);
      String name = "T" + i;
      program.declare("private static final Thread " + name + " = Turn.thread(\"" + name + "\", "
          + i + ", " + reference(made) + ");");
      starter.method().add(Synchronizers.start(name, i, made.method(), name + ".start();"));
      if (chance(30)) {
        section(main);
      }
    }
    if (chance(35)) {
      program.declare("private static final ExecutorService E0 = Turn.executor(\"W\");");
      hasExecutor = true;
    }
  }

  private Body body(int strand, String name) {
    boolean isStatic = name.equals("t0") || chance(60);
    Method method = new Method(name, isStatic ? "static " : "", null);
    program.method(method);
    List<ObjectRef> objects = constants();
    if (!isStatic) {
      objects.add(new ObjectRef.Local("this"));
      objects.add(new ObjectRef.Local("this"));
    }
    locals(method);
    Body made = new Body(strand, method, objects, new EnumMap<>(Type.class));
    if (strand != WORKER) {
      bodies.put(strand, made);
    }
    return made;
  }

  private String reference(Body body) {
    boolean isStatic = body.objects().size() == OBJECTS.size();
    return (isStatic ? program.name() : "O0") + "::" + body.method().name();
  }

  private Body any() {
    List<Body> all = List.copyOf(bodies.values());
    return all.get(random.nextInt(all.size()));
  }

  private void sections() {
    int count = 5 + random.nextInt(7);
    for (int i = 0; i < count; i++) {
      if (hasExecutor && chance(20)) {
        task();
      } else {
        section(any());
      }
    }
  }

  /** A strand submits a task, perhaps with something that it owns, and another gets its result. */
  private void task() {
    int number = tasks++;
    Body task = body(WORKER, "w" + number);
    String name = "F" + number;
    program.declare("private static final FutureTask<Object> " + name + " = Turn.task(" + WORKER
        + ", " + reference(task) + ");");
    Group group = groups.get(random.nextInt(groups.size()));
    Body from = group.guard == Guard.OWNER ? bodies.get(group.owner) : any();
    Body to = any();
    if (group.guard == Guard.OWNER) {
      from.method().addAll(accesses(from, group, true, 2));
      task.method().addAll(accesses(task, group, true, 2));
      group.owner = to.strand();
    } else {
      task.method().addAll(guarded(task, group));
    }
    from.method()
        .add(Synchronizers.start(name, WORKER, task.method(), "E0.execute(" + name + ");"));
    if (chance(50)) {
      to.method().add(Action.turn());
      to.method().add(Synchronizers.ifDone(name, List.of(Action.turn())));
    }
    to.method().add(Synchronizers.awaitDone(name, "get"));
    to.method()
        .addAll(group.guard == Guard.OWNER ? accesses(to, group, true, 2) : guarded(to, group));
  }

  private void section(Body body) {
    Group group = groups.get(random.nextInt(groups.size()));
    boolean careless = random.nextInt(100) < carelessness;
    if (careless) {
      body.method().add(Action.turn());
      body.method().addAll(accesses(body, group, chance(80), 2));
    } else if (group.guard == Guard.OWNER) {
      owned(body, group);
    } else {
      List<Statement> guarded = guarded(body, group);
      body.method().addAll(program.isFree() ? List.of(new Repeated(guarded)) : guarded);
    }
    if (chance(25)) {
      body.method().addAll(links.noise());
    }
  }

  /** Accesses by the owner, who then passes the group on to {@code next}'s strand, and accesses by that. */
  private void owned(Body next, Group group) {
    Body owner = bodies.get(group.owner);
    owner.method().addAll(accesses(owner, group, true, 2));
    if (next == owner) {
      return;
    }
    Work either = either(group);
    Place place = either.place();
    either.access(place).forEach(owner.method()::add);
    links.pass(owner, next, chance(carelessness));
    if (chance(carelessness / 2)) {
      either.access(place).forEach(owner.method()::add);
    }
    either.access(place).forEach(next.method()::add);
    next.method().addAll(accesses(next, group, true, 2));
    group.owner = next.strand();
  }

  private List<Statement> guarded(Body body, Group group) {
    boolean reads = group.guard == Guard.READ_WRITE_LOCK && chance(50);
    boolean writes = !reads && !group.isReadOnly();
    boolean ofObject = group.guard == Guard.OBJECT_MONITOR;
    if ((ofObject || group.guard == Guard.CLASS_MONITOR) && chance(50)) {
      return synchronizedMethod(body, group, ofObject);
    }
    List<Statement> inside = accesses(body, group, writes, 2);
    switch (group.guard) {
      case MONITOR:
      case OBJECT_MONITOR:
      case CLASS_MONITOR:
        return List.of(new Guarded.Synchronized(group.lock, false, again(group, inside)));
      case LOCK:
        return chance(25)
            ? Synchronizers.tryLock(group.lock, inside)
            : List.of(new Guarded.Locked(group.lock, false, inside));
      case READ_WRITE_LOCK:
        return List.of(new Guarded.ReadWriteLocked(group.lock, !reads, inside));
      default:
        return inside;
    }
  }

  private List<Statement> synchronizedMethod(Body body, Group group, boolean ofObject) {
    String name = "y" + synchronizedMethods++;
    Method method = program.method(new Method(name, ofObject ? "" : "static ", group.lock));
    List<ObjectRef> objects = constants();
    if (ofObject) {
      objects.add(new ObjectRef.Local("this"));
    }
    locals(method);
    Body inside = new Body(body.strand(), method, objects, new EnumMap<>(Type.class));
    method.addAll(accesses(inside, group, true, 2));
    Statement turn = Action.blocking(
        "// until " + group.lock + " is free",
        s -> Mutex.of(s.machine, group.lock).isFree(s),
        s -> {});
    ObjectRef receiver = ofObject ? new ObjectRef.Constant(group.lock) : null;
    return List.of(turn, new Control.Call(method, receiver, Map.of()));
  }

  /** Now and then enters the monitor once more. */
  private List<Statement> again(Group group, List<Statement> inside) {
    if (!chance(15)) {
      return inside;
    }
    int at = random.nextInt(inside.size() + 1);
    List<Statement> nested = new ArrayList<>(inside.subList(0, at));
    nested.add(new Guarded.Synchronized(group.lock, false, inside.subList(at, inside.size())));
    return nested;
  }

  private List<Statement> accesses(Body body, Group group, boolean writes, int size) {
    List<Statement> all = new ArrayList<>();
    Map<String, Type> aliases = new LinkedHashMap<>();
    if (!group.arrays.isEmpty() && chance(60)) {
      Group.Array array = group.array(random);
      String alias = "p" + array.type().ordinal();
      ArrayRef reference =
          switch (array.held()) {
            case CONSTANT -> new ArrayRef.Constant(array.name(), array.type());
            case VARIABLE -> new ArrayRef.Variable(array.name(), array.type());
            default ->
              new ArrayRef.Field(
                  body.objects().get(random.nextInt(body.objects().size())),
                  array.name(),
                  array.type());
          };
      Assignments.AliasArray assignment = new Assignments.AliasArray(alias, reference);
      boolean isNew = body.aliases().put(array.type(), alias) == null;
      if (isNew) {
        // Declared where the method begins, so that it is known in all blocks.
        body.method()
            .addFirst(Method.declare(
                array.type().source + "[]",
                new Assignments.AliasArray(alias, new ArrayRef.Null(array.type()))));
      }
      all.add(assignment);
      aliases.put(alias, array.type());
    }
    Work work = work(body, group, writes, aliases);
    all.addAll(work.some(1 + random.nextInt(size)));
    return all;
  }

  private Work work(Body body, Group group, boolean writes, Map<String, Type> aliases) {
    return new Work(random, group, writes, chance(30), body.objects(), aliases, links::light);
  }

  /** Makes what can stand in the methods of all strands. */
  private Work either(Group group) {
    return new Work(random, group, true, false, constants(), Map.of(), List::of);
  }

  private static List<ObjectRef> constants() {
    List<ObjectRef> objects = new ArrayList<>();
    OBJECTS.forEach(object -> objects.add(new ObjectRef.Constant(object)));
    return objects;
  }

  // ---- the end

  private void end() {
    Body main = bodies.get(0);
    if (!chance(60)) {
      return;
    }
    boolean all = chance(70);
    for (int i = 1; i < bodies.size(); i++) {
      if (all || chance(50)) {
        main.method().add(Synchronizers.awaitDone("T" + i, "join"));
      }
    }
    if (all || chance(carelessness)) {
      for (Group group : groups) {
        main.method().addAll(accesses(main, group, true, 2));
      }
    }
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
