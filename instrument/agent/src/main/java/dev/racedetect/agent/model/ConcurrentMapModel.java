package dev.racedetect.agent.model;

import static dev.racedetect.agent.model.Operand.RESULT;
import static dev.racedetect.agent.model.Operand.THIS;
import static dev.racedetect.agent.model.Operand.TOP;
import static dev.racedetect.agent.model.Operand.TOP_TWO;
import static dev.racedetect.agent.model.Operand.field;
import static dev.racedetect.agent.model.Operand.parameter;

/**
 * {@code ConcurrentHashMap} and its views (ConcurrentMap, "Memory consistency effects"; retrievals reflect the latest
 * completed updates; compute and merge are atomic for their key). By mapping: neither size() nor a get() that found
 * nothing publishes.
 */
final class ConcurrentMapModel implements JdkModel {
  private static final String MAP = "java/util/concurrent/ConcurrentHashMap";
  private static final String FUNCTION = "java/util/function/Function.apply";
  private static final String BI_FUNCTION = "java/util/function/BiFunction.apply";
  private static final Probe PLACED = Probe.model("mappingPlaced");
  private static final Probe ACCESSED = Probe.model("mappingAccessed");
  private static final Probe COMPUTED = Probe.model("mappingComputed");
  private static final Probe SEEN = Probe.model("mappingSeen");
  private static final Probe KEY_ACCESSED = Probe.model("keyAccessed");
  private static final String[] COMPUTING = {
    "compute", "computeIfAbsent", "computeIfPresent", "merge"
  };

  @Override
  public void declare(Edges edges) {
    ClassRows map = edges.of(MAP);
    Containers.of(edges, MAP)
        .equalled()
        .comparing(1, "compareComparables")
        .comparing(2, "compareComparables")
        .found("containsValue");
    map.on("get").exit(ACCESSED, RESULT, parameter(0), THIS);
    map.on("putVal")
        .enter(PLACED, parameter(0), parameter(1), THIS)
        .exit(ACCESSED, RESULT, parameter(0), THIS);
    map.on("replaceNode")
        .enter(PLACED, parameter(0), parameter(1), THIS)
        .exit(ACCESSED, RESULT, parameter(0), THIS);
    map.on("merge").enter(PLACED, parameter(0), parameter(1), THIS);
    map.on(COMPUTING).exit(ACCESSED, RESULT, parameter(0), THIS);
    map.on("computeIfAbsent")
        .beforeCall(FUNCTION, KEY_ACCESSED, parameter(0), THIS)
        .afterCall(FUNCTION, COMPUTED, TOP, parameter(0), THIS);
    map.on("compute", "computeIfPresent", "merge")
        .beforeCall(BI_FUNCTION, KEY_ACCESSED, parameter(0), THIS)
        .afterCall(BI_FUNCTION, COMPUTED, TOP, parameter(0), THIS);
    map.on("forEach(Ljava/util/function/BiConsumer;)V")
        .beforeCall("java/util/function/BiConsumer.accept", SEEN, TOP_TWO, THIS);
    map.on("replaceAll").beforeCall(BI_FUNCTION, SEEN, TOP_TWO, THIS);
    callsOfElements(map);
    bulkOperations(edges);
    nodes(edges);
    views(edges);
  }

  /** Where the map calls methods of values that it holds, or a predicate with them. */
  private static void callsOfElements(ClassRows map) {
    map.on("replaceNode").beforeCall("java/lang/Object.equals", KEY_ACCESSED, parameter(0), THIS);
    map.on("containsValue", "equals")
        .beforeCall("java/lang/Object.equals", Probe.ACQUIRE_ALL, THIS);
    map.on("hashCode").beforeCall("java/lang/Object.hashCode", Probe.ACQUIRE_ALL, THIS);
    map.on("toString").beforeCall("java/lang/StringBuilder.append", Probe.ACQUIRE_ALL, THIS);
    map.on("removeEntryIf", "removeValueIf")
        .beforeCall("java/util/function/Predicate.test", Probe.ACQUIRE_ALL, THIS);
  }

  /** They walk the table in fork/join tasks, which do not know the map. */
  private static void bulkOperations(Edges edges) {
    edges.of(MAP).on(Row.EVERY_METHOD).beforeCall("*.invoke", Probe.PART_OF, TOP, THIS);
    ClassRows task = edges.of(MAP + "$BulkTask");
    task.on("<init>").exit(Probe.PART_OF, THIS, parameter(0));
    task.on("advance").exit(Probe.ACQUIRE_ALL, THIS);
  }

  /** Bins compare the keys they hold with the key sought. */
  private static void nodes(Edges edges) {
    Containers.of(edges, MAP + "$Node").equalled();
    Containers.of(edges, MAP + "$TreeNode").equalled();
    Containers.of(edges, MAP + "$TreeBin").equalled();
  }

  private static void views(Edges edges) {
    Operand map = field(MAP + "$BaseIterator", "map", "L" + MAP + ";");
    edges.of(MAP + "$KeyIterator").on("next").exit(KEY_ACCESSED, RESULT, map);
    edges.of(MAP + "$ValueIterator").on("next").exit(Probe.ACQUIRE_ALL, map);
    edges.of(MAP + "$EntryIterator").on("next()Ljava/util/Map$Entry;").exit(Probe.ACQUIRE_ALL, map);
    for (String view : new String[] {"$KeySetView", "$ValuesView", "$EntrySetView"}) {
      Operand viewed = field(MAP + "$CollectionView", "map", "L" + MAP + ";");
      edges
          .of(MAP + view)
          .on("forEach")
          .beforeCall("java/util/function/Consumer.accept", Probe.ACQUIRE_ALL, viewed);
      edges.of(MAP + view).on("spliterator").exit(Probe.PART_OF, RESULT, viewed);
    }
    edges
        .of(MAP + "$EntrySetView")
        .on("hashCode")
        .beforeCall(
            MAP + "$Node.hashCode",
            Probe.ACQUIRE_ALL,
            field(MAP + "$CollectionView", "map", "L" + MAP + ";"));
    for (String spliterator :
        new String[] {"$KeySpliterator", "$ValueSpliterator", "$EntrySpliterator"}) {
      Containers.spliterator(edges, MAP + spliterator);
    }
  }
}
