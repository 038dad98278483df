package dev.racedetect.runtime.shadow;

import java.util.HashMap;
import java.util.Map;

/**
 * The JDK's classes with unsynchronized state, by name: where the state of a view or iterator is, which of a class's
 * fields change with every structural modification, and which methods write where no field tells.
 *
 * <p>A method is said to write only where the class's documentation requires external synchronization, or where it
 * cannot do what it is documented to do without changing the object.
 */
final class CollectionLinks {
  /** Where the state is: in the object itself, or behind one field, or two. */
  private static final Map<String, String[]> LINKS = new HashMap<>();

  private static final Map<String, String[]> COUNTERS = new HashMap<>();
  private static final Map<String, String[]> WRITERS = new HashMap<>();
  private static final Map<String, String[]> DIRECT = new HashMap<>();
  private static final String[] NONE = {};

  static {
    lists();
    maps();
    streams();
    formats();
    others();
    direct();
  }

  private CollectionLinks() {}

  /** The fields that lead to the state, none when the object is it; null for a class without such state. */
  static String[] link(String className) {
    return LINKS.get(className);
  }

  /** The fields by which a modification is known. */
  static String[] counters(String className) {
    return COUNTERS.getOrDefault(className, NONE);
  }

  /** The methods that write whatever the counters say. */
  static String[] writers(String className) {
    return WRITERS.getOrDefault(className, NONE);
  }

  /** The methods that work on the state and call none that a subclass may have overridden. */
  static String[] direct(String className) {
    return DIRECT.getOrDefault(className, NONE);
  }

  private static void lists() {
    counted("modCount", "ArrayList LinkedList PriorityQueue");
    counted("head tail", "ArrayDeque"); // every addition and removal moves one of its ends
    linked("this$0", "ArrayList$Itr ArrayList$ArrayListSpliterator ArrayList$SubList$1");
    linked("this$0", "LinkedList$ListItr LinkedList$DescendingIterator");
    linked("list", "LinkedList$LLSpliterator AbstractList$RandomAccessSpliterator");
    linked("root", "ArrayList$SubList AbstractList$SubList");
    linked("this$0", "AbstractList$Itr ArrayDeque$DeqIterator ArrayDeque$DeqSpliterator");
    linked("this$0", "PriorityQueue$Itr PriorityQueue$PriorityQueueSpliterator");
    linked("c", "Collections$UnmodifiableCollection");
    linked("collection", "Spliterators$IteratorSpliterator");
    linked("i", "Collections$UnmodifiableCollection$1 Collections$UnmodifiableList$1");
    linked("q", "Collections$AsLIFOQueue");
    linked("base", "ReverseOrderListView ReverseOrderDequeView ReverseOrderSortedSetView");
  }

  private static void maps() {
    counted("modCount", "HashMap TreeMap IdentityHashMap WeakHashMap");
    counted("size", "EnumMap JumboEnumSet");
    counted("elements", "RegularEnumSet");
    linked("map", "HashSet HashMap$HashMapSpliterator WeakHashMap$WeakHashMapSpliterator");
    linked("map", "IdentityHashMap$IdentityHashMapSpliterator");
    linked("m", "TreeSet TreeMap$KeySet TreeMap$NavigableSubMap Collections$UnmodifiableMap");
    linked("tree", "TreeMap$TreeMapSpliterator");
    linked("this$0", "HashMap$KeySet HashMap$Values HashMap$EntrySet HashMap$HashIterator");
    linked("this$0", "LinkedHashMap$LinkedKeySet LinkedHashMap$LinkedValues");
    linked("this$0", "LinkedHashMap$LinkedEntrySet LinkedHashMap$LinkedHashIterator");
    linked("this$0", "TreeMap$Values TreeMap$EntrySet TreeMap$PrivateEntryIterator");
    linked("this$0", "TreeMap$NavigableSubMap$SubMapIterator");
    linked("this$0", "TreeMap$NavigableSubMap$EntrySetView");
    linked("this$0", "IdentityHashMap$IdentityHashMapIterator IdentityHashMap$KeySet");
    linked("this$0", "IdentityHashMap$Values IdentityHashMap$EntrySet");
    linked("this$0", "WeakHashMap$HashIterator WeakHashMap$KeySet WeakHashMap$Values");
    linked("this$0", "WeakHashMap$EntrySet EnumMap$KeySet EnumMap$Values EnumMap$EntrySet");
    linked("this$0", "EnumMap$EnumMapIterator RegularEnumSet$EnumSetIterator");
    linked("this$0", "JumboEnumSet$EnumSetIterator AbstractMap$1 AbstractMap$2");
    linked("m", "Collections$SetFromMap");
    linked("base", "LinkedHashMap$ReversedLinkedHashMapView ReverseOrderSortedMapView");
  }

  private static void streams() {
    linked("sourceStage sourceSpliterator", "stream.AbstractPipeline");
  }

  // DateFormat, NumberFormat and their subclasses: "If multiple threads access a format
  // concurrently, it must be
  // synchronized externally." Calendar: get and the like compute what was not computed yet, which
  // its fields tell.
  private static void formats() {
    LINKS.put("java.text.DateFormat", NONE);
    LINKS.put("java.text.NumberFormat", NONE);
    WRITERS.put(
        "java.text.DateFormat",
        words("format parse parseObject formatToCharacterIterator setCalendar setNumberFormat"
            + " setTimeZone setLenient applyPattern applyLocalizedPattern"
            + " set2DigitYearStart setDateFormatSymbols"));
    WRITERS.put(
        "java.text.NumberFormat",
        words("format parse parseObject formatToCharacterIterator setParseIntegerOnly"
            + " setGroupingUsed setMaximumIntegerDigits setMinimumIntegerDigits"
            + " setMaximumFractionDigits setMinimumFractionDigits setCurrency setRoundingMode"
            + " applyPattern applyLocalizedPattern setDecimalFormatSymbols setPositivePrefix"
            + " setNegativePrefix setPositiveSuffix setNegativeSuffix setMultiplier"
            + " setGroupingSize setDecimalSeparatorAlwaysShown setParseBigDecimal"));
    counted("time isTimeSet areFieldsSet", "Calendar");
    writers(
        "Calendar",
        "set add roll clear setTime setTimeInMillis setTimeZone setLenient"
            + " setFirstDayOfWeek setMinimalDaysInFirstWeek");
  }

  // BitSet: "not safe for multithreaded use without external synchronization", and so Scanner;
  // Matcher: "not safe for
  // use by multiple concurrent threads", and so StringBuilder; SplittableRandom: "not thread-safe".
  private static void others() {
    LINKS.put("java.lang.StringBuilder", NONE);
    WRITERS.put(
        "java.lang.StringBuilder",
        words("append appendCodePoint insert delete deleteCharAt replace reverse repeat"
            + " setCharAt setLength"));
    writers("BitSet", "set clear flip and or xor andNot");
    writers("StringJoiner", "add merge setEmptyValue");
    writers("StringTokenizer", "nextToken nextElement");
    writers(
        "regex.Matcher",
        "find matches lookingAt reset region usePattern appendReplacement appendTail replaceAll"
            + " replaceFirst useAnchoringBounds useTransparentBounds");
    writers(
        "Scanner",
        "next nextLine nextInt nextLong nextShort nextByte nextFloat nextDouble nextBoolean"
            + " nextBigInteger nextBigDecimal hasNext hasNextLine hasNextInt hasNextLong"
            + " hasNextShort hasNextByte hasNextFloat hasNextDouble hasNextBoolean"
            + " hasNextBigInteger hasNextBigDecimal findInLine findWithinHorizon skip reset close"
            + " useDelimiter useLocale useRadix");
    writers(
        "SplittableRandom",
        "nextInt nextLong nextDouble nextFloat nextBoolean nextBytes nextGaussian"
            + " nextExponential split");
  }

  private static void direct() {
    String[] map = words("size isEmpty get containsKey put putAll remove clear putIfAbsent"
        + " computeIfAbsent computeIfPresent compute merge getOrDefault forEach replaceAll"
        + " replace");
    DIRECT.put("java.util.HashMap", map);
    DIRECT.put("java.util.TreeMap", words("size get put remove clear"));
    DIRECT.put(
        "java.util.ArrayList",
        words("size isEmpty get set add addAll remove clear forEach removeIf sort replaceAll"));
    DIRECT.put("java.util.LinkedList", words("size get set add addFirst addLast clear"));
    DIRECT.put("java.util.HashSet", words("size isEmpty contains add remove clear"));
  }

  private static void counted(String counters, String classes) {
    for (String c : words(classes)) {
      LINKS.put("java.util." + c, NONE);
      COUNTERS.put("java.util." + c, words(counters));
    }
  }

  private static void linked(String fields, String classes) {
    for (String c : words(classes)) {
      LINKS.put("java.util." + c, words(fields));
    }
  }

  private static void writers(String className, String methods) {
    LINKS.put("java.util." + className, NONE);
    WRITERS.put("java.util." + className, words(methods));
  }

  private static String[] words(String text) {
    return text.split(" ");
  }
}
