package dev.racedetect.agent.model;

/**
 * Classes that are synchronized by contract: their methods are monitors' sections like those of user classes (JLS
 * 17.4.4; {@code Collections.synchronizedX}: on the mutex, which is the collection itself for the user's own blocks).
 */
final class MonitorModel implements JdkModel {
  private static final String COLLECTIONS = "java/util/Collections$";

  @Override
  public void declare(Edges edges) {
    for (String name : new String[] {
      "java/util/Vector", "java/util/Stack", "java/util/Hashtable", "java/lang/StringBuffer"
    }) {
      edges.of(name).monitors(Operand.THIS);
    }
    edges.of("java/util/Vector$Itr").monitors(Operand.field("this$0", "Ljava/util/Vector;"));
    edges.of("java/util/Vector$ListItr").monitors(Operand.field("this$0", "Ljava/util/Vector;"));
    declare(
        edges,
        COLLECTIONS + "SynchronizedCollection",
        "Collection",
        "Set",
        "SortedSet",
        "NavigableSet",
        "List");
    declare(edges, COLLECTIONS + "SynchronizedCollection", "RandomAccessList");
    declare(edges, COLLECTIONS + "SynchronizedMap", "Map", "SortedMap", "NavigableMap");
  }

  private static void declare(Edges edges, String base, String... wrappers) {
    for (String wrapper : wrappers) {
      edges
          .of(COLLECTIONS + "Synchronized" + wrapper)
          .monitors(Operand.field(base, "mutex", "Ljava/lang/Object;"));
    }
  }
}
