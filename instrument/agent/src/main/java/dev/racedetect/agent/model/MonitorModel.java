package dev.racedetect.agent.model;

/**
 * Classes that are synchronized by contract: their methods are monitors' sections like those of user classes (JLS
 * 17.4.4; {@code Collections.synchronizedX}: on the mutex, which is the collection itself for the user's own blocks).
 */
final class MonitorModel implements JdkModel {
  private static final String[] CLASSES = {
    "java/util/Vector",
    "java/util/Vector$Itr",
    "java/util/Vector$ListItr",
    "java/util/Stack",
    "java/util/Hashtable",
    "java/lang/StringBuffer",
    "java/util/Collections$SynchronizedCollection",
    "java/util/Collections$SynchronizedSet",
    "java/util/Collections$SynchronizedSortedSet",
    "java/util/Collections$SynchronizedNavigableSet",
    "java/util/Collections$SynchronizedList",
    "java/util/Collections$SynchronizedRandomAccessList",
    "java/util/Collections$SynchronizedMap",
    "java/util/Collections$SynchronizedSortedMap",
    "java/util/Collections$SynchronizedNavigableMap"
  };

  @Override
  public void declare(Edges edges) {
    for (String name : CLASSES) {
      edges.of(name).monitors();
    }
  }
}
