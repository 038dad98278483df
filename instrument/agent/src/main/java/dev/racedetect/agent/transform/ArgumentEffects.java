package dev.racedetect.agent.transform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * What methods of the JDK do, by their documentation, to the collections and arrays that they are given. Methods that
 * keep or wrap an argument without looking into it, such as {@code Collections.unmodifiableList}, do nothing to it.
 *
 * <p>Whole ranges are stated only where no code of the program runs meanwhile: such code could order a part of them.
 */
final class ArgumentEffects {
  /** What happens to an argument. */
  enum Kind {
    /** A collection's state is read. */
    READ,
    /** A collection's state and elements are read. */
    READ_ALL,
    /** A collection's elements are replaced. */
    REPLACE,
    /** A collection may be modified. */
    MODIFY,
    /** All elements of an array are read. */
    ARRAY_READ,
    /** All elements of an array are written. */
    ARRAY_WRITE,
    /** Elements of an array are read, {@code array, from, to}. */
    RANGE_READ,
    /** Elements of an array are written, {@code array, from, to}. */
    RANGE_WRITE,
    /** An array is sorted. */
    ARRAY_SORT,
    /** Elements of an array are sorted, {@code array, from, to}. */
    RANGE_SORT,
    /** Elements of an array are read, {@code array, from, count}. */
    PART_READ,
    /** The first elements of an array are read, {@code array, count}. */
    HEAD_READ,
    /** One element of an array is read, {@code array, index}. */
    ELEMENT_READ,
    /** One element of an array is written, {@code array, index}. */
    ELEMENT_WRITE,
    /** {@code System.arraycopy}. */
    ARRAYCOPY,
    /** Two arrays are read to the end if they are found to be equal. */
    COMPARE
  }

  /** An effect on the argument of that number. */
  record Effect(Kind kind, int argument) {}

  private static final Set<String> COPYING = new HashSet<>(Arrays.asList(
      "java/util/ArrayList", "java/util/LinkedList", "java/util/ArrayDeque", "java/util/Vector"));

  private static final Set<String> COLLECTIONS = new HashSet<>(Arrays.asList(
      "Ljava/util/Collection;",
      "Ljava/util/Map;",
      "Ljava/util/SortedMap;",
      "Ljava/util/SortedSet;",
      "Ljava/util/PriorityQueue;",
      "Ljava/util/EnumMap;"));

  private static final Map<String, Effect[]> STATED = new HashMap<>();

  static {
    collections();
    texts();
    arrays();
  }

  private ArgumentEffects() {}

  /** The effects of a call of a method that {@code owner} has, most often none. */
  static List<Effect> of(String owner, String name, String descriptor, boolean isStatic) {
    if (!owner.startsWith("java/")) {
      return List.of();
    }
    String parameters = descriptor.substring(1, descriptor.indexOf(')'));
    if (parameters.isEmpty()) {
      return List.of();
    }
    if (owner.startsWith("java/util/")) {
      Effect copied = copied(owner, name, descriptor, isStatic);
      if (copied != null) {
        return List.of(copied);
      }
    }
    Effect[] stated = STATED.get(owner + '.' + name + '(' + parameters);
    stated = stated == null ? STATED.get(owner + '.' + name) : stated;
    if (stated == null) {
      return List.of();
    }
    List<Effect> fitting = new ArrayList<>();
    Type[] types = Type.getArgumentTypes(descriptor);
    for (Effect e : stated) {
      if (e.argument < types.length && fits(types, e)) {
        fitting.add(e);
      }
    }
    return fitting;
  }

  private static Effect copied(String owner, String name, String descriptor, boolean isStatic) {
    Type[] types = Type.getArgumentTypes(descriptor);
    switch (name) {
      case "<init>":
        return owner.indexOf('$') < 0 && COLLECTIONS.contains(types[0].getDescriptor())
            ? new Effect(COPYING.contains(owner) ? Kind.READ_ALL : Kind.READ, 0)
            : null;
      case "addAll":
      case "putAll":
      case "containsAll":
        int last = types.length - 1;
        if (isStatic || !COLLECTIONS.contains(types[last].getDescriptor())) {
          return null;
        }
        boolean copying = COPYING.contains(owner) && name.equals("addAll");
        return new Effect(copying ? Kind.READ_ALL : Kind.READ, last);
      default:
        return null;
    }
  }

  private static boolean fits(Type[] types, Effect e) {
    boolean isArray = types[e.argument].getSort() == Type.ARRAY;
    switch (e.kind) {
      case READ:
      case READ_ALL:
      case REPLACE:
      case MODIFY:
        return types[e.argument].getSort() == Type.OBJECT
            && !types[e.argument].getDescriptor().equals("Ljava/lang/String;");
      case ARRAYCOPY:
        return true;
      case ARRAY_READ:
      case ARRAY_WRITE:
      case ARRAY_SORT:
        return isArray;
      default:
        return isArray || types[e.argument].getDescriptor().equals(Names.OBJECT);
    }
  }

  private static void collections() {
    String c = "java/util/Collections.";
    state(Kind.MODIFY, 0, c + "sort", c + "addAll");
    state(Kind.REPLACE, 0, c + "fill", c + "reverse", c + "shuffle(Ljava/util/List;");
    state(
        Kind.READ,
        0,
        c + "shuffle",
        c + "swap",
        c + "rotate",
        c + "replaceAll",
        c + "min",
        c + "max",
        c + "frequency",
        c + "binarySearch");
    STATED.put(c + "copy", new Effect[] {new Effect(Kind.READ, 0), new Effect(Kind.READ, 1)});
    state(Kind.READ_ALL, 0, "java/util/List.copyOf");
    state(
        Kind.READ,
        0,
        "java/util/Set.copyOf",
        "java/util/Map.copyOf",
        "java/util/EnumSet.copyOf",
        "java/util/BitSet.and",
        "java/util/BitSet.or",
        "java/util/BitSet.xor",
        "java/util/BitSet.andNot",
        "java/util/BitSet.intersects");
    state(Kind.ARRAY_READ, 0, "java/util/List.of([Ljava/lang/Object;");
  }

  private static void texts() {
    state(Kind.READ, 1, "java/lang/String.join(Ljava/lang/CharSequence;Ljava/lang/Iterable;");
    state(
        Kind.READ,
        0,
        "java/lang/String.valueOf",
        "java/lang/String.contentEquals",
        "java/lang/String.contains",
        "java/lang/String.<init>",
        "java/lang/StringBuilder.<init>",
        "java/lang/StringBuffer.<init>",
        "java/lang/StringBuffer.append",
        "java/lang/StringBuilder.append",
        "java/io/PrintStream.print",
        "java/io/PrintStream.println",
        "java/util/StringJoiner.add",
        "java/util/Objects.toString");
    state(Kind.READ, 1, "java/lang/StringBuilder.insert", "java/lang/StringBuffer.insert");
    state(
        Kind.ARRAY_READ,
        0,
        "java/lang/String.valueOf([C",
        "java/lang/String.copyValueOf([C",
        "java/lang/String.<init>([C",
        "java/lang/String.<init>([B",
        "java/lang/StringBuilder.append([C");
    state(
        Kind.PART_READ,
        0,
        "java/lang/String.valueOf([CII",
        "java/lang/String.copyValueOf([CII",
        "java/lang/String.<init>([CII",
        "java/lang/String.<init>([BII",
        "java/lang/StringBuilder.append([CII");
  }

  private static void arrays() {
    state(Kind.ARRAYCOPY, 0, "java/lang/System.arraycopy");
    String a = "java/util/Arrays.";
    for (String type : "[Z [B [C [S [I [J [F [D [Ljava/lang/Object;".split(" ")) {
      String element = type.substring(1);
      state(Kind.ARRAY_WRITE, 0, a + "fill(" + type + element);
      state(Kind.RANGE_WRITE, 0, a + "fill(" + type + "II" + element);
      state(Kind.HEAD_READ, 0, a + "copyOf(" + type + "I");
      state(Kind.RANGE_READ, 0, a + "copyOfRange(" + type + "II");
      String comparator = type.endsWith(";") ? "Ljava/util/Comparator;" : "";
      state(Kind.ARRAY_SORT, 0, a + "sort(" + type, a + "parallelSort(" + type);
      state(Kind.ARRAY_SORT, 0, a + "sort(" + type + comparator);
      state(Kind.RANGE_SORT, 0, a + "sort(" + type + "II" + comparator);
      if (!type.endsWith(";")) {
        state(Kind.ARRAY_READ, 0, a + "hashCode(" + type, a + "toString(" + type);
        state(Kind.COMPARE, 0, a + "equals(" + type + type);
      }
    }
    String reflect = "java/lang/reflect/Array.";
    for (String type : " Boolean Byte Char Short Int Long Float Double".split(" ", -1)) {
      state(Kind.ELEMENT_READ, 0, reflect + "get" + type);
      state(Kind.ELEMENT_WRITE, 0, reflect + "set" + type);
    }
  }

  private static void state(Kind kind, int argument, String... methods) {
    for (String method : methods) {
      STATED.put(method, new Effect[] {new Effect(kind, argument)});
    }
  }
}
