package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;
import static dev.racedetect.agent.model.Operand.TOP;
import static dev.racedetect.agent.model.Operand.TOP_TWO;
import static dev.racedetect.agent.model.Operand.field;
import static dev.racedetect.agent.model.Operand.parameter;

/** {@code ConcurrentSkipListMap} and through it the set (ConcurrentMap, "Memory consistency effects"): by mapping. */
final class SkipListModel implements JdkModel {
  private static final String MAP = "java/util/concurrent/ConcurrentSkipListMap";
  private static final String FUNCTION = "java/util/function/Function.apply";
  private static final String BI_FUNCTION = "java/util/function/BiFunction.apply";
  private static final String EQUALS = "java/lang/Object.equals";
  private static final Probe PLACED = Probe.model("mappingPlaced");
  private static final Probe ACCESSED = Probe.model("mappingAccessed");
  private static final Probe COMPUTED = Probe.model("mappingComputed");
  private static final Probe KEY_ACCESSED = Probe.model("keyAccessed");

  @Override
  public void declare(Edges edges) {
    ClassRows map = edges.of(MAP);
    Containers.of(edges, MAP).comparing(1, "cpr").comparing(2, "cpr").found("containsValue");
    map.on("doRemove", "replace(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)Z")
        .beforeCall(EQUALS, KEY_ACCESSED, parameter(0), THIS);
    map.on("containsValue", "equals").beforeCall(EQUALS, Probe.ACQUIRE_ALL, THIS);
    map.on("removeEntryIf", "removeValueIf")
        .beforeCall("java/util/function/Predicate.test", Probe.ACQUIRE_ALL, THIS);
    map.on("clone").exit(Probe.ACQUIRE_ALL, THIS);
    map.on("doGet", "doRemove").exit(ACCESSED, RESULT, parameter(0), THIS);
    map.on("doPut")
        .enter(PLACED, parameter(0), parameter(1), THIS)
        .exit(ACCESSED, RESULT, parameter(0), THIS);
    map.on("replace(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;")
        .enter(PLACED, parameter(0), parameter(1), THIS)
        .exit(ACCESSED, RESULT, parameter(0), THIS);
    map.on("replace(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)Z")
        .enter(PLACED, parameter(0), parameter(2), THIS)
        .exit(Probe.model("elementFound"), RESULT, THIS);
    map.on("merge").enter(PLACED, parameter(0), parameter(1), THIS);
    map.on("compute", "computeIfAbsent", "computeIfPresent", "merge")
        .exit(ACCESSED, RESULT, parameter(0), THIS);
    map.on("computeIfAbsent").afterCall(FUNCTION, COMPUTED, TOP, parameter(0), THIS);
    map.on("compute", "computeIfPresent", "merge")
        .beforeCall(BI_FUNCTION, KEY_ACCESSED, parameter(0), THIS)
        .afterCall(BI_FUNCTION, COMPUTED, TOP, parameter(0), THIS);
    map.on("forEach")
        .beforeCall(
            "java/util/function/BiConsumer.accept", Probe.model("mappingSeen"), TOP_TWO, THIS);
    map.on("replaceAll")
        .beforeCall(BI_FUNCTION, Probe.model("mappingSeen"), TOP_TWO, THIS)
        .afterCall(BI_FUNCTION, Containers.ELEMENT_GIVEN, TOP, THIS);
    navigation(edges);
  }

  /** Methods that find their mapping by order hand it out without a key to know it by. */
  private static void navigation(Edges edges) {
    edges
        .of(MAP)
        .on(
            "findFirstEntry",
            "findLastEntry",
            "findNearEntry",
            "firstKey",
            "lastKey",
            "lowerKey",
            "floorKey",
            "ceilingKey",
            "higherKey",
            "doRemoveFirstEntry",
            "doRemoveLastEntry")
        .exit(Probe.ACQUIRE_ALL, THIS);
    edges
        .of(MAP)
        .on("keySpliterator", "valueSpliterator", "entrySpliterator")
        .exit(Probe.PART_OF, RESULT, THIS);
    Operand outer = field(MAP + "$Iter", "this$0", "L" + MAP + ";");
    for (String iterator : new String[] {"$KeyIterator", "$ValueIterator"}) {
      edges.of(MAP + iterator).on("next").exit(Probe.ACQUIRE_ALL, outer);
    }
    edges
        .of(MAP + "$EntryIterator")
        .on("next()Ljava/util/Map$Entry;")
        .exit(Probe.ACQUIRE_ALL, outer);
    edges
        .of(MAP + "$SubMap")
        .on("lowestKey", "highestKey", "lowestEntry", "highestEntry", "getNearEntry", "getNearKey")
        .exit(Probe.ACQUIRE_ALL, field("m", "L" + MAP + ";"));
    edges
        .of(MAP + "$SubMap")
        .on("containsValue")
        .beforeCall(EQUALS, Probe.ACQUIRE_ALL, field("m", "L" + MAP + ";"));
    Operand whole =
        field("this$0", "L" + MAP + "$SubMap;").then(MAP + "$SubMap", "m", "L" + MAP + ";");
    edges.of(MAP + "$SubMap$SubMapIter").on("advance").enter(Probe.ACQUIRE_ALL, whole);
    for (String spliterator :
        new String[] {"$KeySpliterator", "$ValueSpliterator", "$EntrySpliterator"}) {
      Containers.spliterator(edges, MAP + spliterator);
    }
  }
}
