package dev.racedetect.runtime;

import dev.racedetect.runtime.race.ArrayRanges;
import dev.racedetect.runtime.race.ElementRules;
import dev.racedetect.runtime.shadow.CollectionKind;
import dev.racedetect.runtime.shadow.CollectionShadow;
import dev.racedetect.runtime.shadow.ElementFields;
import dev.racedetect.runtime.thread.ThreadState;
import java.lang.reflect.Array;
import jdk.internal.vm.annotation.DontInline;

/**
 * What instrumented code calls around calls that access elements of a list or an array: one, a range, or all of them. As
 * {@link Probes}.
 */
public final class ElementProbes {
  private ElementProbes() {}

  /** {@code list.get(index)} is about to be called. */
  public static void get(Object list, int index, ThreadState t, long sites) {
    element(list, index, false, "get", t, sites);
  }

  /** {@code list.set(index, …)} is about to be called. */
  public static void set(Object list, int index, ThreadState t, long sites) {
    element(list, index, true, "set", t, sites);
  }

  /** {@code iterator.next()} is about to be called. */
  public static void next(Object iterator, ThreadState t, long sites) {
    if (iterator == null) {
      return;
    }
    ElementFields fields = CollectionKind.of(iterator.getClass()).elements();
    if (!fields.isIterator()) {
      CollectionProbes.reading(iterator, "next", t, sites);
      return;
    }
    Object array = fields.array(iterator);
    if (array != null) {
      range(array, fields.cursor(iterator), 1, false, t, sites);
    } else {
      element(iterator, fields.cursor(iterator), false, "next", t, sites);
    }
  }

  /** {@code listIterator.set(…)} is about to be called. */
  public static void setLast(Object iterator, ThreadState t, long sites) {
    if (iterator == null) {
      return;
    }
    ElementFields fields = CollectionKind.of(iterator.getClass()).elements();
    element(
        iterator, fields.isIterator() ? fields.lastReturned(iterator) : -1, true, "set", t, sites);
  }

  private static void element(
      Object receiver, int index, boolean write, String method, ThreadState t, long sites) {
    if (receiver == null) {
      return;
    }
    CollectionKind kind = CollectionKind.of(receiver.getClass());
    ElementFields fields = kind.elements();
    Object array = fields.array(receiver);
    if (array != null) {
      range(array, index, 1, write, t, sites);
      return;
    }
    CollectionShadow shadow = write
        ? CollectionProbes.replacing(receiver, method, t, sites)
        : CollectionProbes.readingState(receiver, method, t, sites);
    int i = index + fields.offset(receiver);
    if (shadow != null
        && index >= 0
        && shadow.isElement(i)
        && kind.sharesIndexes(receiver, shadow.get())
        && !(write ? ElementRules.isWritten(shadow, i, t) : ElementRules.isRead(shadow, i, t))) {
      access(shadow, i, write, t, sites);
    }
  }

  @DontInline
  private static void access(
      CollectionShadow shadow, int index, boolean write, ThreadState t, long sites) {
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      t.checks++;
      if (write) {
        ElementRules.write(shadow, index, t, sites);
      } else {
        ElementRules.read(shadow, index, t, sites);
      }
    } catch (Throwable e) {
      Trouble.in("list element", e);
    } finally {
      t.inside = false;
    }
  }

  /** A method is about to be called that reads every element of {@code receiver}. */
  public static void readingAll(Object receiver, String method, ThreadState t, long sites) {
    all(receiver, method, t, sites);
  }

  /**
   * A method is about to be called that reads the state of its argument.
   *
   * @param receiver whose method it is, null for a static one: what the program's own class does is judged there
   */
  public static void argument(Object receiver, Object argument, ThreadState t, long sites) {
    if (receiver == null || CollectionKind.of(receiver.getClass()).isDocumented()) {
      CollectionProbes.reading(argument, "", t, sites);
    }
  }

  /** A method is about to be called that reads its argument's state and elements; as {@link #argument}. */
  public static void argumentCopied(Object receiver, Object argument, ThreadState t, long sites) {
    if (receiver == null || CollectionKind.of(receiver.getClass()).isDocumented()) {
      all(argument, "", t, sites);
    }
  }

  /** {@code Collections.fill}, {@code reverse} or {@code shuffle} is about to be called. */
  public static void replacing(Object list, String method, ThreadState t, long sites) {
    if (list == null) {
      return;
    }
    Object array = CollectionKind.of(list.getClass()).elements().array(list);
    CollectionShadow shadow =
        array == null ? CollectionProbes.replacing(list, method, t, sites) : null;
    if (array == null && (shadow == null || shadow.get() != list)) {
      return;
    }
    int size = array == null ? shadow.elementCount() : Array.getLength(array);
    int kept = kept(method, size);
    for (int i = 0; i < size; i++) {
      if (i == kept) {
        continue;
      }
      if (array != null) {
        range(array, i, 1, true, t, sites);
      } else if (!ElementRules.isWritten(shadow, i, t)) {
        access(shadow, i, true, t, sites);
      }
    }
  }

  // Shuffling may leave the first element where it is, reversing leaves the middle one.
  private static int kept(String method, int size) {
    switch (method) {
      case "shuffle":
        return 0;
      case "reverse":
        return size % 2 == 0 ? -1 : size / 2;
      default:
        return -1;
    }
  }

  private static void all(Object receiver, String method, ThreadState t, long sites) {
    if (receiver == null) {
      return;
    }
    Object array = CollectionKind.of(receiver.getClass()).elements().array(receiver);
    if (array != null) {
      range(array, 0, Array.getLength(array), false, t, sites);
      return;
    }
    CollectionShadow shadow = CollectionProbes.readingState(receiver, method, t, sites);
    // A sublist or an unmodifiable view is not all of the list.
    if (shadow != null && shadow.get() == receiver && shadow.elementCount() > 0) {
      allElements(shadow, t, sites);
    }
  }

  @DontInline
  private static void allElements(CollectionShadow shadow, ThreadState t, long sites) {
    if (t.inside) {
      return;
    }
    t.inside = true;
    try {
      ElementRules.readAll(shadow, t, sites);
    } catch (Throwable e) {
      Trouble.in("list elements", e);
    } finally {
      t.inside = false;
    }
  }

  /** The end of a stream is about to be called, which reads the stream's source. */
  public static void streaming(Object stream, String method, ThreadState t, long sites) {
    CollectionProbes.reading(stream, method, t, sites);
  }

  /** {@code array[index]} is about to be read by reflection. */
  public static void elementRead(Object array, int index, ThreadState t, long sites) {
    range(array, index, 1, false, t, sites);
  }

  /** {@code array[index]} is about to be written by reflection. */
  public static void elementWrite(Object array, int index, ThreadState t, long sites) {
    range(array, index, 1, true, t, sites);
  }

  /** A read of the elements {@code from} to {@code to - 1}, as far as the array has them. */
  public static void readFromTo(Object array, int from, int to, ThreadState t, long sites) {
    if (!ArrayRanges.isUnchecked(array)) {
      range(array, from, Math.min(to, Array.getLength(array)) - from, false, t, sites);
    }
  }

  /** A write of the elements {@code from} to {@code to - 1}, by a call that fails if they are not there. */
  public static void writeFromTo(Object array, int from, int to, ThreadState t, long sites) {
    range(array, from, to - from, true, t, sites);
  }

  /** An array is about to be sorted; a single element stays as it is. */
  public static void arraySort(Object array, ThreadState t, long sites) {
    if (!ArrayRanges.isUnchecked(array)) {
      sortFromTo(array, 0, Array.getLength(array), t, sites);
    }
  }

  /** The elements {@code from} to {@code to - 1} are about to be sorted. */
  public static void sortFromTo(Object array, int from, int to, ThreadState t, long sites) {
    if (to - from > 1) {
      range(array, from, to - from, true, t, sites);
    }
  }

  /** A method is about to be called on what is no collection with state, but may be the list of an array. */
  static void callingArrayList(Object receiver, String method, ThreadState t, long sites) {
    if (receiver != null && method.equals("sort")) {
      arraySort(CollectionKind.of(receiver.getClass()).elements().array(receiver), t, sites);
    }
  }

  /** A read of {@code count} elements from {@code from} on, by a call that fails if they are not there. */
  public static void partRead(Object array, int from, int count, ThreadState t, long sites) {
    range(array, from, count, false, t, sites);
  }

  /** A read of the first {@code count} elements, as far as the array has them. */
  public static void headRead(Object array, int count, ThreadState t, long sites) {
    readFromTo(array, 0, count, t, sites);
  }

  /** Two arrays were found to be equal, or not; then it is not known how far they were read. */
  public static void compared(boolean equal, Object one, Object other, ThreadState t, long sites) {
    if (equal && one != other) {
      arrayRead(one, t, sites);
      arrayRead(other, t, sites);
    }
  }

  /** A read of all elements of an array. */
  public static void arrayRead(Object array, ThreadState t, long sites) {
    if (!ArrayRanges.isUnchecked(array)) {
      range(array, 0, Array.getLength(array), false, t, sites);
    }
  }

  /** A write of all elements of an array. */
  public static void arrayWrite(Object array, ThreadState t, long sites) {
    if (!ArrayRanges.isUnchecked(array)) {
      range(array, 0, Array.getLength(array), true, t, sites);
    }
  }

  /** {@code System.arraycopy} is about to be called. */
  public static void arraycopy(
      Object from, int fromIndex, Object to, int toIndex, int count, ThreadState t, long sites) {
    if (ArrayRanges.isUnchecked(from) && ArrayRanges.isUnchecked(to)
        || !ArrayRanges.isCopied(from, fromIndex, to, toIndex, count)) {
      return;
    }
    range(from, fromIndex, count, false, t, sites);
    range(to, toIndex, count, true, t, sites);
  }

  private static void range(
      Object array, int from, int count, boolean write, ThreadState t, long sites) {
    if (!ArrayRanges.isUnchecked(array)) {
      publishedRange(array, from, count, write, t, sites);
    }
  }

  @DontInline
  private static void publishedRange(
      Object array, int from, int count, boolean write, ThreadState t, long sites) {
    if (t.inside || from < 0 || count <= 0 || count > Array.getLength(array) - from) {
      return;
    }
    t.inside = true;
    try {
      if (write) {
        ArrayRanges.write(array, from, count, t, sites);
      } else {
        ArrayRanges.read(array, from, count, t, sites);
      }
    } catch (Throwable e) {
      Trouble.in("array range", e);
    } finally {
      t.inside = false;
    }
  }
}
