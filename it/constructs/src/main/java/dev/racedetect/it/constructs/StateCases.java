package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Sink.use;
import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Race;
import dev.racedetect.it.harness.Race.Kind;
import dev.racedetect.it.harness.Race.Type;
import java.io.IOException;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.StringTokenizer;
import java.util.TimeZone;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Other JDK objects that are documented to need external synchronization, and subclasses that bring their own. */
final class StateCases {
  private StateCases() {}

  @Race(variable = "java.util.BitSet", kind = Kind.OBJECT, previous = Type.READ)
  static void race_bit_set_read_first() {
    BitSet bits = new BitSet(64);
    inOrder(
        () -> use(bits.get(1)), // previous
        () -> bits.flip(2)); // current
  }

  @Race(variable = "java.util.BitSet", kind = Kind.OBJECT, current = Type.READ)
  static void race_bit_set_as_argument() {
    BitSet bits = new BitSet(64);
    inOrder(
        () -> bits.set(1), // previous
        () -> new BitSet().or(bits)); // current
  }

  static void no_race_bit_sets() {
    BitSet bits = new BitSet(64);
    inOrder(
        () -> new BitSet().or(bits),
        () -> use(bits.nextSetBit(0)),
        () -> use(bits.isEmpty() + " " + bits));
  }

  @Race(variable = "java.util.EnumMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_enum_map_view() {
    Map<TimeUnit, Integer> map = new EnumMap<>(TimeUnit.class);
    inOrder(
        () -> map.put(TimeUnit.DAYS, 1), // previous
        () -> use(map.keySet().contains(TimeUnit.HOURS))); // current
  }

  static void no_race_enum_map() {
    Map<TimeUnit, Integer> map = new EnumMap<>(Map.of(TimeUnit.DAYS, 1));
    inOrder(() -> use(map.get(TimeUnit.DAYS)), () -> map.forEach((key, value) -> use(key)));
  }

  @Race(variable = "java.util.EnumSet", kind = Kind.OBJECT)
  static void race_enum_set() {
    Set<TimeUnit> set = EnumSet.noneOf(TimeUnit.class);
    inOrder(
        () -> set.add(TimeUnit.DAYS), // previous
        () -> set.remove(TimeUnit.DAYS)); // current
  }

  static void no_race_enum_set() {
    Set<TimeUnit> set = EnumSet.allOf(TimeUnit.class);
    inOrder(() -> use(set.contains(TimeUnit.DAYS)), () -> set.add(TimeUnit.DAYS));
  }

  /** Formatting keeps its state in the format (DateFormat: date formats are not synchronized). */
  @Race(variable = "java.text.SimpleDateFormat", kind = Kind.OBJECT)
  static void race_parse() throws Exception {
    SimpleDateFormat format = new SimpleDateFormat("yyyy", Locale.ROOT);
    inOrder(
        () -> use(format.parse("2001")), // previous
        () -> use(format.format(new Date(0)))); // current
  }

  static void no_race_format_under_a_lock() {
    SimpleDateFormat format = new SimpleDateFormat("yyyy", Locale.ROOT);
    inOrder(() -> use(locked(format)), () -> use(locked(format)));
  }

  private static String locked(SimpleDateFormat format) {
    synchronized (format) {
      return format.format(new Date(0));
    }
  }

  @Race(variable = "java.text.DecimalFormat", kind = Kind.OBJECT)
  static void race_decimal_format() {
    NumberFormat format = new DecimalFormat("0.00");
    inOrder(
        () -> use(format.format(1.5)), // previous
        () -> use(format.format(2.5))); // current
  }

  static void no_race_decimal_format_asked() {
    NumberFormat format = new DecimalFormat("0.00");
    inOrder(() -> use(format.getMaximumFractionDigits()), () -> use(format.isParseIntegerOnly()));
  }

  /** A subclass that synchronizes its methods itself is safe where it does. */
  static void no_race_synchronized_format() {
    SafeFormat format = new SafeFormat();
    inOrder(() -> use(format.format(new Date(0))), () -> use(format.format(new Date(1))));
  }

  private static final class SafeFormat extends SimpleDateFormat {
    private static final long serialVersionUID = 1L;

    SafeFormat() {
      super("yyyy", Locale.ROOT);
    }

    @Override
    public synchronized StringBuffer format(
        Date date, StringBuffer to, java.text.FieldPosition position) {
      return super.format(date, to, position);
    }
  }

  @Race(variable = "java.util.GregorianCalendar", kind = Kind.OBJECT, current = Type.READ)
  static void race_calendar() {
    Calendar calendar = calendar();
    inOrder(
        () -> calendar.setTimeInMillis(5), // previous
        () -> use(calendar.get(Calendar.YEAR))); // current
  }

  /** What was computed already is only read. */
  static void no_race_calendar() {
    Calendar calendar = calendar();
    inOrder(() -> use(calendar.getTime()), () -> use(calendar.getTimeInMillis()));
  }

  private static Calendar calendar() {
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    calendar.setTimeInMillis(0);
    use(calendar.get(Calendar.YEAR));
    return calendar;
  }

  @Race(variable = "java.util.StringJoiner", kind = Kind.OBJECT)
  static void race_string_joiner() {
    StringJoiner joiner = new StringJoiner(",");
    inOrder(
        () -> joiner.add("a"), // previous
        () -> joiner.add("b")); // current
  }

  static void no_race_string_joiner() {
    StringJoiner joiner = new StringJoiner(",").add("a");
    inOrder(() -> use(joiner.toString()), () -> use(joiner.length()));
  }

  @Race(variable = "java.util.regex.Matcher", kind = Kind.OBJECT)
  static void race_matcher() {
    Matcher matcher = Pattern.compile("a").matcher("aaa");
    inOrder(
        () -> use(matcher.find()), // previous
        () -> use(matcher.find())); // current
  }

  static void no_race_matchers_of_one_pattern() {
    Pattern pattern = Pattern.compile("a");
    inOrder(
        () -> use(pattern.matcher("a").matches()),
        () -> use(pattern.matcher("a").find()));
  }

  static void no_race_matcher_kept_in_the_method() {
    Pattern pattern = Pattern.compile("a");
    inOrder(() -> use(groups(pattern)), () -> use(groups(pattern)));
  }

  private static int groups(Pattern pattern) {
    Matcher matcher = pattern.matcher("aaa");
    int count = 0;
    while (matcher.find()) {
      count += matcher.group().length();
    }
    return count;
  }

  static void no_race_matcher_asked() {
    Matcher matcher = Pattern.compile("a").matcher("aaa");
    use(matcher.find());
    inOrder(() -> use(matcher.group()), () -> use(matcher.start()));
  }

  @Race(variable = "java.util.Scanner", kind = Kind.OBJECT)
  static void race_scanner() {
    Scanner scanner = new Scanner("a b c");
    inOrder(
        () -> use(scanner.next()), // previous
        () -> use(scanner.next())); // current
  }

  static void no_race_scanners() {
    inOrder(() -> use(new Scanner("a b").next()), () -> use(new Scanner("a b").next()));
  }

  @Race(variable = "java.util.StringTokenizer", kind = Kind.OBJECT)
  static void race_tokenizer() {
    StringTokenizer tokens = new StringTokenizer("a b c");
    inOrder(
        () -> use(tokens.nextToken()), // previous
        () -> use(tokens.nextToken())); // current
  }

  @Race(variable = "java.util.SplittableRandom", kind = Kind.OBJECT)
  static void race_splittable_random() {
    SplittableRandom random = new SplittableRandom(5);
    inOrder(
        () -> use(random.nextInt()), // previous
        () -> use(random.nextInt(10))); // current
  }

  static void no_race_split_random() {
    SplittableRandom random = new SplittableRandom(5);
    SplittableRandom own = random.split();
    inOrder(() -> use(random.nextInt()), () -> use(own.nextInt()));
  }

  @Race(variable = "java.util.IdentityHashMap", kind = Kind.OBJECT)
  static void race_identity_hash_map() {
    Map<String, Integer> map = new IdentityHashMap<>();
    inOrder(
        () -> map.put("a", 1), // previous
        () -> map.put("b", 1)); // current
  }

  @Race(variable = "java.util.WeakHashMap", kind = Kind.OBJECT, current = Type.READ)
  static void race_weak_hash_map() {
    Map<String, Integer> map = new WeakHashMap<>();
    inOrder(
        () -> map.put("a", 1), // previous
        () -> use(map.get("a"))); // current
  }

  static void no_race_other_maps() {
    Map<String, Integer> identity = new IdentityHashMap<>(Map.of("a", 1));
    Map<String, Integer> weak = new WeakHashMap<>(Map.of("a", 1));
    inOrder(
        () -> use(identity.get("a") + "" + weak.get("a")),
        () -> use(identity.size() + weak.keySet().size()));
  }

  /** Explicit resizing is a structural modification too (ArrayList). */
  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT, current = Type.READ)
  static void race_ensure_capacity() {
    ArrayList<String> list = new ArrayList<>();
    inOrder(
        () -> list.ensureCapacity(100), // previous
        () -> use(list.size())); // current
  }

  @Race(variable = "java.lang.StringBuilder", kind = Kind.OBJECT, current = Type.READ)
  static void race_builder_as_char_sequence() throws IOException {
    StringBuilder text = new StringBuilder("abc");
    Appendable out = text;
    CharSequence in = text;
    inOrder(
        () -> out.append("x"), // previous
        () -> use(in.charAt(0))); // current
  }

  @Race(variable = "java.lang.StringBuilder", kind = Kind.OBJECT, previous = Type.READ)
  static void race_builder_changed_in_place() {
    StringBuilder text = new StringBuilder("abc");
    inOrder(
        () -> use(text.indexOf("b")), // previous
        () -> text.setCharAt(1, 'x')); // current
  }

  /** Every method of this list that touches the state is guarded by its own monitor; inherited ones call it. */
  static void no_race_inherited_methods_of_a_synchronized_subclass() {
    SafeList list = new SafeList();
    inOrder(
        () -> list.add("a"),
        () -> use(list.containsAll(List.of("a"))),
        () -> use(Collections.unmodifiableList(list).contains("a")),
        () -> Collections.addAll(list, "b"),
        () -> use(new ArrayList<>(List.of("c")).addAll(list)));
  }

  @Race(variable = "SafeList", kind = Kind.OBJECT, current = Type.READ)
  static void race_method_that_the_subclass_forgot() {
    SafeList list = new SafeList();
    inOrder(
        () -> list.add("a"), // previous
        () -> use(list.isEmpty())); // current
  }

  private static final class SafeList extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized boolean add(String element) {
      return super.add(element); // previous
    }

    @Override
    public synchronized boolean contains(Object element) {
      return super.contains(element);
    }

    @Override
    public synchronized Object[] toArray() {
      return super.toArray();
    }
  }

  /** An LRU cache overrides nothing that guards the state. */
  @Race(variable = "Lru", kind = Kind.OBJECT)
  static void race_lru_cache() {
    Map<String, Integer> cache = new Lru();
    cache.put("a", 1);
    cache.put("b", 1);
    inOrder(
        () -> use(cache.get("a")), // previous
        () -> use(cache.get("b"))); // current
  }

  private static final class Lru extends LinkedHashMap<String, Integer> {
    private static final long serialVersionUID = 1L;

    Lru() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
      return size() > 10;
    }
  }

  static void no_race_lru_cache_under_a_lock() {
    Map<String, Integer> cache = Collections.synchronizedMap(new Lru());
    inOrder(() -> cache.put("a", 1), () -> use(cache.get("a")), () -> use(cache.size()));
  }

  /** A program's own collection is judged by what its code does. */
  static void no_race_own_collection() {
    Collection<String> own = new Own();
    Map<String, Integer> map = new HashMap<>();
    inOrder(() -> use(own.add("a")), () -> use(own.size()), () -> use(map.isEmpty()));
  }

  private static final class Own extends java.util.AbstractCollection<String> {
    private final List<String> elements = new ArrayList<>();

    @Override
    public boolean add(String element) {
      synchronized (elements) {
        return elements.add(element);
      }
    }

    @Override
    public java.util.Iterator<String> iterator() {
      synchronized (elements) {
        return List.copyOf(elements).iterator();
      }
    }

    @Override
    public int size() {
      synchronized (elements) {
        return elements.size();
      }
    }
  }

  /** A collection that the method keeps to itself needs no check, one that it lets out in any way does. */
  @Race(variable = "java.util.ArrayList", kind = Kind.OBJECT)
  static void race_made_in_the_method() {
    List<String> list = new ArrayList<>();
    list.add("a");
    inOrder(
        () -> list.add("b"), // previous
        () -> list.add("c")); // current
  }

  @Race(variable = "java.util.HashMap", kind = Kind.OBJECT)
  static void race_let_out_through_a_view() {
    AtomicReference<Set<String>> holder = new AtomicReference<>();
    inOrder(
        () -> {
          Map<String, Integer> map = new HashMap<>();
          map.put("a", 1);
          holder.set(map.keySet());
          map.put("b", 1); // previous
        },
        () -> holder.get().clear()); // current
  }

  static void no_race_kept_in_the_method() {
    inOrder(() -> use(kept(3)), () -> use(kept(5)));
  }

  private static String kept(int size) {
    Map<Integer, List<String>> map = new HashMap<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < size; i++) {
      List<String> list = new ArrayList<>();
      list.add("a" + i);
      map.put(i, list);
    }
    for (List<String> list : map.values()) {
      text.append(list.get(0)).append(' ');
    }
    return text.toString();
  }
}
