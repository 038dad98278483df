package dev.racedetect.it.differential.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Makes statements that access the variables of one group, within one method. */
final class Work {
  /** Every method has these variables of type long. */
  static final String[] LOCALS = {"x0", "x1", "x2"};

  /** Every method has this variable of type int. */
  static final String INDEX = "j0";

  /** Every method has this variable of the program's type. */
  static final String OBJECT = "q0";

  /** Every method has this variable of the type of {@link Nodes}. */
  static final String NODE = "m0";

  private static final int SHORTEST = 5;

  private final Random random;
  private final Group group;
  private final boolean writes;
  private final boolean mayTurn;
  private final List<ObjectRef> objects;
  private final Map<String, Type> aliases;
  private final Supplier<List<Statement>> noise;
  private final LoopVariables variables;
  private int inTry;
  private int depth;

  /**
   * Makes a maker.
   *
   * @param writes whether the variables may be written
   * @param mayTurn whether there may be hand-overs in between
   * @param objects what yields objects here
   * @param aliases local variables that hold arrays, with the type of the elements
   * @param noise synchronization that may stand anywhere
   */
  Work(
      Random random,
      Group group,
      boolean writes,
      boolean mayTurn,
      List<ObjectRef> objects,
      Map<String, Type> aliases,
      Supplier<List<Statement>> noise) {
    this.random = random;
    this.variables = new LoopVariables(random);
    this.group = group;
    this.writes = writes;
    this.mayTurn = mayTurn;
    this.objects = objects;
    this.aliases = aliases;
    this.noise = noise;
  }

  /** About so many statements. */
  List<Statement> some(int size) {
    List<Statement> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (mayTurn && chance(variables.isEmpty() ? 8 : 3)) {
        all.add(Action.turn());
      }
      one(all);
    }
    return all;
  }

  private void one(List<Statement> all) {
    if (!group.nodes.isEmpty() && chance(12)) {
      node(all);
      return;
    }
    int kind = random.nextInt(26);
    if (kind < 6 || depth > 2) {
      access(all);
    } else if (kind < 9) {
      repeated(all);
    } else if (kind < 11) {
      all.add(nested(this::branch));
    } else if (kind < 16 && variables.depth() < 2) {
      if (chance(20)) {
        all.add(new Assignments.AssignIndex(INDEX, new Index.Constant(2 + random.nextInt(4))));
      }
      all.add(nested(this::loop));
    } else if (kind < 17) {
      all.add(nested(this::guarded));
    } else if (kind < 18) {
      call(all);
    } else if (kind < 19) {
      alias(all);
    } else if (kind < 20) {
      all.add(new Assignments.AssignLocal(local(), new Value.Computed(value(1))));
    } else if (kind < 22) {
      moved(all);
    } else if (kind < 24) {
      joined(all);
    } else if (kind < 25) {
      all.addAll(noise.get());
    } else {
      range(all);
    }
  }

  private void node(List<Statement> all) {
    String name = group.nodes.get(random.nextInt(group.nodes.size()));
    if (writes && chance(40)) {
      all.add(new Nodes.Make(name, value(1)));
    }
    if (chance(70)) {
      all.add(new Nodes.Load(NODE, name));
      ObjectRef object = new ObjectRef.Local(NODE);
      List<Statement> body = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        boolean first = chance(50);
        access(body, new Place.Field(object, first ? "a" : "b", first ? Type.INT : Type.LONG));
      }
      all.add(new Nodes.IfPresent(NODE, body));
    }
  }

  private void range(List<Statement> all) {
    Group.Array array = group.array(random);
    if (array == null || !writes) {
      access(all);
      return;
    }
    int length = group.shortest(array.type());
    int count = 1 + random.nextInt(length - 1);
    int from = random.nextInt(length - count + 1);
    if (chance(50)) {
      all.add(new Ranges.Fill(reference(array), from, from + count, value(1)));
    } else {
      Group.Array target = group.array(random, array.type());
      int to = random.nextInt(length - count + 1);
      all.add(new Ranges.Copy(reference(array), from, reference(target), to, count));
    }
  }

  private Statement nested(Supplier<Statement> maker) {
    depth++;
    Statement made = maker.get();
    depth--;
    return made;
  }

  // ---- accesses

  private void access(List<Statement> all) {
    Place place = place();
    if (place == null || !writes || chance(35)) {
      all.add(new Assignments.AssignLocal(local(), value(2)));
    } else {
      write(all, place);
    }
  }

  private void write(List<Statement> all, Place place) {
    if (place.type() != Type.OBJECT && chance(35)) {
      all.add(new Assignments.Increase(place, chance(50) ? 1 : 3));
    } else {
      all.add(new Assignments.Assign(place, value(1)));
    }
  }

  /** Accesses to one variable, with little in between. */
  private void repeated(List<Statement> all) {
    Place place = place();
    for (int i = 2 + random.nextInt(2); place != null && i > 0; i--) {
      if (writes && chance(40)) {
        write(all, place);
      } else {
        all.add(new Assignments.AssignLocal(local(), new Value.Read(place)));
      }
      if (chance(20)) {
        access(all);
      }
    }
  }

  /** One access to that variable. */
  List<Statement> access(Place place) {
    List<Statement> all = new ArrayList<>();
    access(all, place);
    return all;
  }

  private void access(List<Statement> all, Place place) {
    if (writes && chance(50)) {
      write(all, place);
    } else {
      all.add(new Assignments.AssignLocal(local(), new Value.Read(place)));
    }
  }

  /** The same expression twice, for two variables: something that it is about is assigned in between. */
  private void moved(List<Statement> all) {
    Group.Array array = group.array(random);
    Group.Scalar scalar = group.scalar(random);
    int kind = random.nextInt(3);
    if (kind == 0 && array != null) {
      int index = random.nextInt(SHORTEST - 1);
      Place element = new Place.Element(reference(array), new Index.Local(INDEX));
      all.add(new Assignments.AssignIndex(INDEX, new Index.Constant(index)));
      access(all, element);
      move(
          all,
          new Assignments.AssignIndex(
              INDEX,
              chance(50)
                  ? new Index.Offset(INDEX, 1)
                  : new Index.Constant(random.nextInt(SHORTEST))));
      access(all, element);
    } else if (kind == 1 && !aliases.isEmpty()) {
      String name = aliases.keySet().iterator().next();
      Type type = aliases.get(name);
      Index index = new Index.Constant(random.nextInt(SHORTEST));
      Place element = new Place.Element(new ArrayRef.Local(name, type), index);
      access(all, element);
      Group.Array other = group.array(random, type);
      if (other != null) {
        move(all, new Assignments.AliasArray(name, reference(other)));
      }
      access(all, element);
    } else if (!scalar.isStatic()) {
      Place field = new Place.Field(new ObjectRef.Local(OBJECT), scalar.name(), scalar.type());
      all.add(new Assignments.AliasObject(OBJECT, object()));
      access(all, field);
      move(all, new Assignments.AliasObject(OBJECT, object()));
      access(all, field);
    }
  }

  private void move(List<Statement> all, Statement assignment) {
    boolean always = chance(60);
    all.add(always ? assignment : new Control.If(condition(), List.of(assignment), List.of()));
  }

  /** An access where some paths come from the same access, and others don't. */
  private void joined(List<Statement> all) {
    Place place = place();
    if (place == null) {
      return;
    }
    List<Statement> inside = new ArrayList<>();
    if (chance(30)) {
      access(inside);
    }
    access(inside, place);
    String name = variables.next();
    int from = random.nextInt(3);
    if (chance(60)) {
      List<Statement> otherwise = new ArrayList<>();
      if (chance(30)) {
        access(otherwise);
      }
      all.add(new Control.If(condition(), inside, otherwise));
    } else if (chance(50)) {
      all.add(new Control.For(
          Control.For.Form.FOR,
          name,
          new Index.Constant(from),
          "<",
          new Index.Constant(from + random.nextInt(2)),
          1,
          inside));
    } else {
      inside.add(
          random.nextInt(inside.size() + 1),
          new Control.Leave(
              new Control.Condition(
                  new Index.Local(name), ">=", new Index.Constant(random.nextInt(3))),
              true));
      all.add(new Control.For(
          Control.For.Form.FOR,
          name,
          new Index.Constant(from),
          "<",
          new Index.Constant(4),
          1,
          inside));
    }
    access(all, place);
  }

  private Value value(int size) {
    Place place = size > 0 && chance(65) ? place() : null;
    Value first = place != null
        ? new Value.Read(place)
        : chance(60) ? new Value.Local(local()) : new Value.Constant(random.nextInt(9));
    return size > 1 && chance(50) ? new Value.Sum(first, chance(30), value(size - 1)) : first;
  }

  /** One of the group's variables. */
  Place place() {
    boolean scalar =
        group.arrays.isEmpty() || !group.scalars.isEmpty() && chance(variables.isEmpty() ? 60 : 20);
    if (!scalar) {
      return element();
    }
    Group.Scalar s = group.scalar(random);
    if (s == null) {
      return null;
    }
    return s.isStatic()
        ? new Place.Static(s.name(), s.type())
        : new Place.Field(object(), s.name(), s.type());
  }

  private Place element() {
    List<String> locals = List.copyOf(aliases.keySet());
    if (!locals.isEmpty() && chance(50)) {
      String name = locals.get(random.nextInt(locals.size()));
      Type type = aliases.get(name);
      return new Place.Element(new ArrayRef.Local(name, type), index(group.shortest(type)));
    }
    Group.Array array = group.array(random);
    return new Place.Element(reference(array), index(length(array)));
  }

  private ArrayRef reference(Group.Array array) {
    switch (array.held()) {
      case CONSTANT:
        return new ArrayRef.Constant(array.name(), array.type());
      case VARIABLE:
        return new ArrayRef.Variable(array.name(), array.type());
      default:
        return new ArrayRef.Field(object(), array.name(), array.type());
    }
  }

  /** The length that an array has at least: a variable may hold another one. */
  private int length(Group.Array array) {
    return array.held() == Group.Held.VARIABLE ? group.shortest(array.type()) : array.length();
  }

  /** An index that fits, or almost always does where an exception would be caught. */
  private Index index(int length) {
    Index found = chance(80) ? variables.index(length, inTry > 0) : null;
    if (found != null) {
      return found;
    }
    if (chance(5) && !group.scalars.isEmpty()) {
      Group.Scalar s = group.scalar(random);
      if (s.isStatic()) {
        return new Index.Masked(new Place.Static(s.name(), s.type()));
      }
    }
    return new Index.Constant(random.nextInt(length));
  }

  private ObjectRef object() {
    return objects.get(random.nextInt(objects.size()));
  }

  private String local() {
    return LOCALS[random.nextInt(LOCALS.length)];
  }

  // ---- control

  private Statement branch() {
    List<Statement> otherwise = chance(50) ? some(1) : List.of();
    return new Control.If(condition(), some(1 + random.nextInt(2)), otherwise);
  }

  private Control.Condition condition() {
    String[] operators = {"<", "<=", ">", ">=", "==", "!="};
    String operator = operators[random.nextInt(operators.length)];
    if (!variables.isEmpty()) {
      String name = variables.any();
      return new Control.Condition(
          new Index.Local(name), operator, new Index.Constant(random.nextInt(6)));
    }
    Index left = new Index.Local("me");
    Group.Scalar s = group.scalar(random);
    if (s != null && s.isStatic() && chance(30)) {
      left = new Index.Masked(new Place.Static(s.name(), s.type()));
    }
    return new Control.Condition(left, operator, new Index.Constant(random.nextInt(4)));
  }

  private Statement loop() {
    String name = variables.next();
    Group.Array measured = group.array(random);
    boolean measures = measured != null && measured.held() != Group.Held.VARIABLE && chance(60);
    int low = random.nextInt(3);
    int high = measures ? measured.length() - random.nextInt(2) : SHORTEST - random.nextInt(2);
    Control.For.Form form = chance(70)
        ? Control.For.Form.FOR
        : chance(50) ? Control.For.Form.WHILE : Control.For.Form.DO;
    int step = chance(75) ? 1 : 2 + random.nextInt(2);
    if (chance(20)) {
      List<Statement> body = body(name, low, high - 1, form);
      return new Control.For(
          form, name, new Index.Constant(high - 1), ">=", new Index.Constant(low), -step, body);
    }
    String operator = chance(70) ? "<" : chance(50) && step == 1 ? "!=" : "<=";
    Index to = new Index.Constant(operator.equals("<=") ? high - 1 : high);
    boolean isWhole = measures && high == measured.length();
    if (isWhole && measured.held() != Group.Held.VARIABLE && !operator.equals("<=")) {
      // The array of the other object has the same length.
      to = new Index.Length(reference(measured));
    } else if (operator.equals("<") && chance(25)) {
      to = chance(20) ? new Index.Constant(low) : new Index.Local(INDEX);
      high = Math.max(low + 1, SHORTEST);
    }
    boolean skips = operator.equals("<") && chance(10);
    List<Statement> body = body(name, low, skips ? high : high - 1, form);
    if (skips) {
      Statement skip = new Assignments.AssignIndex(name, new Index.Offset(name, 1));
      body.add(
          random.nextInt(body.size() + 1), new Control.If(condition(), List.of(skip), List.of()));
    }
    return new Control.For(form, name, new Index.Constant(low), operator, to, step, body);
  }

  /** The body of a loop whose variable is in that range. */
  private List<Statement> body(String name, int min, int max, Control.For.Form form) {
    variables.begin(name, min, max);
    List<Statement> body = some(1 + random.nextInt(2));
    if (chance(15)) {
      // In a loop of another form the variable would not be increased before it continues.
      boolean breaks = form != Control.For.Form.FOR || chance(60);
      Control.Condition condition = new Control.Condition(
          new Index.Local(name),
          chance(50) ? "==" : ">",
          new Index.Constant(min + random.nextInt(4)));
      body.add(random.nextInt(body.size() + 1), new Control.Leave(condition, breaks));
    }
    variables.end(name);
    return body;
  }

  private Statement guarded() {
    inTry++;
    List<Statement> body = some(1 + random.nextInt(2));
    inTry--;
    List<Statement> handler = new ArrayList<>();
    access(handler);
    return new Control.Try(body, handler);
  }

  private void call(List<Statement> all) {
    List<Group.Helper> fitting =
        group.helpers.stream().filter(h -> writes || !h.writes()).toList();
    if (fitting.isEmpty()) {
      access(all);
      return;
    }
    Group.Helper helper = fitting.get(random.nextInt(fitting.size()));
    Map<String, Object> arguments = new LinkedHashMap<>();
    if (helper.array() != null) {
      arguments.put("p", reference(group.array(random, helper.array())));
    }
    arguments.put("q", object());
    arguments.put("n", new Index.Constant(random.nextInt(SHORTEST)));
    all.add(new Control.Call(helper.method(), helper.isStatic() ? null : object(), arguments));
  }

  private void alias(List<Statement> all) {
    List<String> locals = List.copyOf(aliases.keySet());
    if (locals.isEmpty()) {
      access(all);
      return;
    }
    String name = locals.get(random.nextInt(locals.size()));
    Group.Array array = group.array(random, aliases.get(name));
    if (array != null) {
      all.add(new Assignments.AliasArray(name, reference(array)));
    }
    if (writes && array != null) {
      group.arrays.stream()
          .filter(a -> a.held() == Group.Held.VARIABLE && a.type() == array.type())
          .filter(a -> chance(30))
          .forEach(a -> all.add(new Assignments.AssignArray(a.name(), reference(array))));
    }
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
