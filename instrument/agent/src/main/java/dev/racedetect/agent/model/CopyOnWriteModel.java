package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.THIS;
import static dev.racedetect.agent.model.Operand.field;
import static dev.racedetect.agent.model.Operand.parameter;

/** {@code CopyOnWriteArrayList} ("Memory consistency effects": by element), and through it the set. */
final class CopyOnWriteModel implements JdkModel {
  @Override
  public void declare(Edges edges) {
    String list = "java/util/concurrent/CopyOnWriteArrayList";
    Containers.of(edges, list)
        .given("add(Ljava/lang/Object;)Z", "addIfAbsent(Ljava/lang/Object;)Z")
        .taken("get", "set", "remove(I)Ljava/lang/Object;");
    ClassRows rows = edges.of(list);
    rows.on("add(ILjava/lang/Object;)V", "set").enter(Containers.ELEMENT_GIVEN, parameter(1), THIS);
    rows.since(21, "getFirst", "getLast").exit(Containers.ELEMENT_TAKEN, Operand.RESULT, THIS);
    // The collections' elements become elements of this list, one by one or not: whoever gets one
    // is ordered after all such additions.
    rows.on("addAll", "addAllAbsent").enter(Probe.RELEASE_ELEMENT, THIS, THIS);
    rows.on("get", "set", "remove(I)Ljava/lang/Object;").exit(Probe.ACQUIRE_ELEMENT, THIS, THIS);
    rows.since(21, "getFirst", "getLast").exit(Probe.ACQUIRE_ELEMENT, THIS, THIS);
    rows.on("replaceAllRange")
        .afterCall(
            "java/util/function/UnaryOperator.apply", Containers.ELEMENT_GIVEN, Operand.TOP, THIS);
    // Snapshots, and user code that is called with elements: equals, compare, a predicate.
    rows.on(
            "indexOf",
            "lastIndexOf",
            "toArray",
            "remove(Ljava/lang/Object;)Z",
            "remove(Ljava/lang/Object;[Ljava/lang/Object;I)Z",
            "addIfAbsent",
            "addAllAbsent",
            "containsAll",
            "forEach",
            "bulkRemove(Ljava/util/function/Predicate;II)Z",
            "replaceAllRange",
            "sortRange",
            "toString",
            "equals",
            "hashCode",
            "iterator",
            "listIterator",
            "spliterator")
        .afterCall(list + ".getArray", Probe.ACQUIRE_ALL, THIS);
    rows.on("clone", "subList").exit(Probe.ACQUIRE_ALL, THIS);
    edges
        .of(list + "$COWSubList")
        .on("getArrayChecked")
        .exit(Probe.ACQUIRE_ALL, field("this$0", "L" + list + ";"));
    edges
        .of("java/util/concurrent/CopyOnWriteArraySet")
        .on("containsAll", "equals", "spliterator")
        .afterCall(list + ".getArray", Probe.ACQUIRE_ALL, field("al", "L" + list + ";"));
  }
}
