package dev.racedetect.agent.transform;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Calls that may touch the state of an unsynchronized JDK object: those whose static receiver type is a collection, map
 * or iterator type of java.util, a builder, a format, a stream's end. What the receiver really is, is judged when the
 * call is made.
 */
final class CollectionCalls {
  /** What a call may do to its receiver, and so which probes it gets. */
  enum Form {
    /** Reads, with the few exceptions that the receiver's class tells. */
    READ,
    /** Reads the state and all elements, and nothing of the program's meanwhile. */
    READ_ALL,
    /** {@code get(index)}. */
    GET,
    /** {@code set(index, element)}. */
    SET,
    /** {@code next()}. */
    NEXT,
    /** {@code set(element)} of a list iterator. */
    SET_LAST,
    /** {@code getValue()} of a map's entry. */
    ENTRY_READ,
    /** {@code setValue(value)} of a map's entry. */
    ENTRY_WRITE,
    /** Changes a StringBuilder and returns it. */
    BUILD,
    /** The end of a stream. */
    STREAM,
    /** May write: known when it has returned. */
    CALL
  }

  private static final Set<String> LISTS =
      names("List AbstractList AbstractSequentialList ArrayList LinkedList");

  private static final Set<String> OWNERS = names(
      "Collection SequencedCollection List Set SortedSet NavigableSet SequencedSet Queue Deque Map"
          + " SequencedMap SortedMap NavigableMap Iterator ListIterator PrimitiveIterator"
          + " PrimitiveIterator$OfInt PrimitiveIterator$OfLong PrimitiveIterator$OfDouble"
          + " AbstractCollection AbstractList AbstractSequentialList AbstractSet AbstractMap"
          + " AbstractQueue HashMap LinkedHashMap TreeMap HashSet LinkedHashSet TreeSet"
          + " ArrayList LinkedList ArrayDeque PriorityQueue IdentityHashMap WeakHashMap"
          + " EnumMap EnumSet BitSet Calendar GregorianCalendar StringJoiner StringTokenizer"
          + " Scanner SplittableRandom regex/Matcher regex/MatchResult random/RandomGenerator");

  private static final Set<String> FORMATS = new HashSet<>(Arrays.asList(
      "java/text/Format",
      "java/text/DateFormat",
      "java/text/SimpleDateFormat",
      "java/text/NumberFormat",
      "java/text/DecimalFormat"));

  private static final Set<String> STREAMS =
      names("stream/Stream stream/IntStream stream/LongStream stream/DoubleStream");

  private static final Set<String> STREAM_ENDS = words(
      "forEach forEachOrdered toArray reduce collect min max count anyMatch allMatch noneMatch findFirst"
          + " findAny toList sum average summaryStatistics");

  private static final Set<String> SPLITERATOR =
      words("tryAdvance forEachRemaining estimateSize getExactSizeIfKnown trySplit");

  private static final Set<String> CHARACTERS =
      words("length charAt subSequence toString isEmpty append");

  /** Methods that hand out a view, or say nothing of the state. */
  private static final Set<String> STATELESS =
      words("<init> keySet values entrySet sequencedKeySet sequencedValues sequencedEntrySet stream"
          + " parallelStream spliterator getClass navigableKeySet descendingMap descendingSet"
          + " descendingKeySet subList reversed comparator headMap tailMap subMap headSet tailSet subSet"
          + " chars codePoints wait notify notifyAll finalize");

  private static final Set<String> READING = words(
      "size isEmpty contains containsKey containsValue containsAll indexOf lastIndexOf iterator"
          + " listIterator descendingIterator hasNext hasPrevious nextIndex previousIndex peek"
          + " peekFirst peekLast element getFirst getLast first last firstKey lastKey firstEntry"
          + " lastEntry floor ceiling higher lower floorKey ceilingKey higherKey lowerKey"
          + " floorEntry ceilingEntry higherEntry lowerEntry equals hashCode toString forEach"
          + " length charAt subSequence substring capacity codePointAt codePointBefore"
          + " codePointCount offsetByCodePoints compareTo nextSetBit nextClearBit"
          + " previousSetBit previousClearBit cardinality intersects");

  private static final Set<String> VALUE_READING =
      words("get getOrDefault putIfAbsent computeIfAbsent");

  private static final Set<String> VALUE_WRITING =
      words("put merge compute computeIfPresent replace");

  private CollectionCalls() {}

  /** Whether a method reference to it is a call that needs probes. */
  static boolean isCandidate(String owner, String name, String descriptor) {
    return form(owner, name, descriptor) != null;
  }

  /** What a call of a method that {@code owner} has may do to its receiver; null when that has no state that is looked at. */
  static Form form(MethodInsnNode call, String owner) {
    if (call.getOpcode() == Opcodes.INVOKESTATIC || call.name.equals("<init>")) {
      return null;
    }
    Form form = form(owner, call.name, call.desc);
    boolean superCall = form != null && call.getOpcode() == Opcodes.INVOKESPECIAL;
    return superCall ? Form.CALL : form;
  }

  private static Form form(String owner, String name, String descriptor) {
    if (owner.equals("java/lang/StringBuilder")) {
      return builder(name, descriptor);
    }
    if (STREAMS.contains(owner)) {
      return STREAM_ENDS.contains(name) ? Form.STREAM : null;
    }
    if (owner.equals("java/util/Map$Entry")) {
      return entry(name);
    }
    if (owner.startsWith("java/util/Spliterator")) {
      return SPLITERATOR.contains(name) ? Form.READ : null;
    }
    if (owner.startsWith("java/lang/")) {
      return inLang(owner, name);
    }
    if (STATELESS.contains(name) || !OWNERS.contains(owner) && !FORMATS.contains(owner)) {
      return null;
    }
    return ofCollection(owner, name, descriptor);
  }

  private static Form ofCollection(String owner, String name, String descriptor) {
    boolean isList = LISTS.contains(owner);
    switch (name) {
      case "get":
        if (isList) {
          return Form.GET;
        }
        return owner.equals("java/util/BitSet") ? Form.READ : Form.CALL;
      case "set":
        if (isList) {
          return Form.SET;
        }
        return owner.equals("java/util/ListIterator") ? Form.SET_LAST : Form.CALL;
      case "next":
        return descriptor.equals("()Ljava/lang/Object;") ? Form.NEXT : Form.CALL;
      case "toArray":
        return descriptor.contains("IntFunction") ? Form.READ : Form.READ_ALL;
      default:
        return READING.contains(name) ? Form.READ : Form.CALL;
    }
  }

  private static Form builder(String name, String descriptor) {
    if (STATELESS.contains(name)) {
      return null;
    }
    if (descriptor.endsWith(")Ljava/lang/StringBuilder;")) {
      return Form.BUILD;
    }
    return READING.contains(name) ? Form.READ : Form.CALL;
  }

  private static Form entry(String name) {
    switch (name) {
      case "getValue":
        return Form.ENTRY_READ;
      case "setValue":
        return Form.ENTRY_WRITE;
      default:
        return null;
    }
  }

  private static Form inLang(String owner, String name) {
    switch (owner) {
      case "java/lang/Iterable":
        return name.equals("iterator") || name.equals("forEach") ? Form.READ : null;
      case "java/lang/CharSequence":
      case "java/lang/Appendable":
        if (!CHARACTERS.contains(name)) {
          return null;
        }
        return name.equals("append") ? Form.CALL : Form.READ;
      case "java/lang/Object":
        return name.equals("toString") ? Form.READ : null;
      default:
        return null;
    }
  }

  /** Whether a call that modified nothing has replaced a value. */
  static boolean replaces(String method) {
    return method.equals("put") || method.equals("merge");
  }

  /** Whether the call, one of a map's, reads the value of the key that is its first argument, or replaces it. */
  static boolean concernsValue(String owner, String name, String descriptor) {
    return owner.endsWith("Map")
        && descriptor.startsWith("(Ljava/lang/Object;")
        && (VALUE_READING.contains(name) || replacesIfPresent(name, descriptor));
  }

  /** Whether it replaces the value if there is one and is still there. */
  static boolean replacesIfPresent(String name, String descriptor) {
    return VALUE_WRITING.contains(name) && !descriptor.endsWith(")Z");
  }

  private static Set<String> names(String text) {
    Set<String> names = new HashSet<>();
    for (String name : text.split(" ")) {
      names.add("java/util/" + name);
    }
    return names;
  }

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(text.split(" ")));
  }
}
