package dev.racedetect.agent.transform;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Calls that may touch the state of an unsynchronized JDK collection: those whose static receiver type is a collection,
 * map or iterator type of java.util, or a StringBuilder. What the receiver really is, is judged when the call is made.
 */
final class Collections {
  private static final Set<String> OWNERS = new HashSet<>();

  /** Methods that hand out a view, or say nothing of the state. */
  private static final Set<String> STATELESS = new HashSet<>(Arrays.asList(
      "<init>",
      "keySet",
      "values",
      "entrySet",
      "stream",
      "parallelStream",
      "spliterator",
      "getClass",
      "navigableKeySet",
      "descendingMap",
      "descendingSet",
      "descendingKeySet",
      "subList",
      "reversed",
      "comparator",
      "wait",
      "notify",
      "notifyAll",
      "ensureCapacity"));

  static {
    for (String simple :
        ("Collection SequencedCollection List Set SortedSet NavigableSet SequencedSet Queue Deque Map SequencedMap"
                + " SortedMap NavigableMap Iterator ListIterator PrimitiveIterator AbstractCollection AbstractList"
                + " AbstractSequentialList AbstractSet AbstractMap AbstractQueue HashMap LinkedHashMap TreeMap HashSet"
                + " LinkedHashSet TreeSet ArrayList LinkedList ArrayDeque PriorityQueue IdentityHashMap WeakHashMap")
            .split(" ")) {
      OWNERS.add("java/util/" + simple);
    }
    OWNERS.add("java/lang/Iterable");
    OWNERS.add("java/lang/StringBuilder");
    OWNERS.add("java/lang/AbstractStringBuilder");
    OWNERS.add("java/lang/Appendable");
  }

  private Collections() {}

  static boolean isCandidate(String owner, String name) {
    return OWNERS.contains(owner) && !STATELESS.contains(name);
  }
}
