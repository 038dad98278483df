package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;
import static dev.racedetect.agent.model.Operand.TOP;
import static dev.racedetect.agent.model.Operand.TOP_TWO;
import static dev.racedetect.agent.model.Operand.parameter;

/**
 * Phrases for classes that hand objects over: what a thread did before placing an object happens-before what another
 * does after accessing or removing it (java.util.concurrent, "Memory Consistency Properties").
 */
final class Containers {
  static final String REQUIRE_NON_NULL = "java/util/Objects.requireNonNull";
  static final Probe ELEMENT_GIVEN = Probe.model("elementGiven");
  static final Probe ELEMENT_TAKEN = Probe.model("elementTaken");
  private static final Probe ELEMENT_FOUND = Probe.model("elementFound");
  private static final Probe ELEMENT_COMPARED = Probe.model("elementCompared");
  private static final Probe ELEMENTS_COMPARED = Probe.model("elementsCompared");

  private final ClassRows rows;
  private final Operand container;

  private Containers(ClassRows rows, Operand container) {
    this.rows = rows;
    this.container = container;
  }

  /** Phrases for the container's own class. */
  static Containers of(Edges edges, String className) {
    return new Containers(edges.of(className), THIS);
  }

  /** Phrases for a view or an iterator that keeps its container in a field. */
  static Containers inner(Edges edges, String className, String field, String container) {
    return new Containers(edges.of(className), Operand.field(field, "L" + container + ";"));
  }

  /** A spliterator that does not know its container: what makes it says that it is a part of that one. */
  static void spliterator(Edges edges, String className) {
    ClassRows rows = edges.of(className);
    rows.on("forEachRemaining", "tryAdvance")
        .beforeCall("java/util/function/Consumer.accept", Probe.ACQUIRE_ALL, THIS);
    rows.on("trySplit").exit(Probe.PART_OF, RESULT, THIS);
  }

  /** Methods whose first parameter is placed in the container. */
  Containers given(String... methods) {
    rows.on(methods).enter(ELEMENT_GIVEN, parameter(0), container);
    return this;
  }

  /** Methods that return an element or null. */
  Containers taken(String... methods) {
    rows.on(methods).exit(ELEMENT_TAKEN, RESULT, container);
    return this;
  }

  /** Methods that return true if they found an element equal to a given one. */
  Containers found(String... methods) {
    rows.on(methods).exit(ELEMENT_FOUND, RESULT, container);
    return this;
  }

  /** Methods that return all elements at once. */
  Containers copied(String... methods) {
    rows.on(methods).exit(Probe.ACQUIRE_ALL, container);
    return this;
  }

  /** Wherever the class passes an element to user code, as the last argument of a call. */
  Containers passed(String... callees) {
    for (String callee : callees) {
      rows.on(Row.EVERY_METHOD).beforeCall(callee, ELEMENT_TAKEN, TOP, container);
    }
    return this;
  }

  /** Wherever the class calls a key's or sought object's {@code equals} with an element as the argument. */
  Containers equalled() {
    rows.on(Row.EVERY_METHOD).beforeCall("java/lang/Object.equals", ELEMENT_COMPARED, TOP);
    return this;
  }

  /** Wherever the class compares elements with each other. */
  Containers compared() {
    rows.on(Row.EVERY_METHOD)
        .beforeCall("java/lang/Comparable.compareTo", ELEMENTS_COMPARED, TOP_TWO);
    rows.on(Row.EVERY_METHOD)
        .beforeCall("java/util/Comparator.compare", ELEMENTS_COMPARED, TOP_TWO);
    return this;
  }

  /** Methods that get an element to compare with as a parameter. */
  Containers comparing(int parameter, String... methods) {
    rows.on(methods).enter(ELEMENT_COMPARED, parameter(parameter));
    return this;
  }
}
