package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.thread.ThreadState;
import java.lang.reflect.Array;
import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;

/**
 * Which arrays have a shadow, and which need none yet.
 *
 * <p>An array is private to its thread until its reference is published: stored in the heap, captured, or passed to
 * code that is not instrumented. Accesses before that are ordered before the publication, and a racy publication is
 * itself the race to report. "Published" is recognised by the identity hash in the header: publishing computes it. Where
 * the header is not laid out as expected (see {@link #HASH_MASK}), every array counts as published: slower, not wrong.
 */
public final class ArrayShadows extends WeakIdentityMap<ArrayShadow> {
  /** The one instance. */
  public static final ArrayShadows MAP = new ArrayShadows();

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** The bits of the header word that hold the identity hash; 0 when they could not be found on this JVM. */
  private static final long HASH_MASK = findHashMask();

  /** The position of these bits; where they could not be found, what is there leads to no entry or to the right one. */
  private static final int HASH_SHIFT = Long.numberOfTrailingZeros(HASH_MASK) & 63;

  /** The two low bits of the header word say "neither locked nor otherwise displaced" when they are 01. */
  private static final long TAG_MASK = 3;

  private ArrayShadows() {
    super(ArrayShadow.class);
  }

  @Override
  protected ArrayShadow create(Object array, int hash) {
    return new ArrayShadow(array, hash, Array.getLength(array));
  }

  /** Whether no other thread can have the array's reference. False when in doubt. */
  @ForceInline
  public static boolean isPrivate(Object array) {
    return (UNSAFE.getLong(array, 0L) & (HASH_MASK | TAG_MASK)) == 1 && HASH_MASK != 0;
  }

  /** Notes that other threads may get hold of {@code array}, and so of the arrays in it, from now on. */
  public static void publish(Object array) {
    if (!isPrivate(array)) {
      return;
    }
    System.identityHashCode(array);
    if (array instanceof Object[] && mayHoldArrays(array.getClass().getComponentType())) {
      for (Object element : (Object[]) array) {
        if (element != null && element.getClass().isArray()) {
          publish(element);
        }
      }
    }
  }

  private static boolean mayHoldArrays(Class<?> component) {
    return component.isArray()
        || component == Object.class
        || component == Cloneable.class
        || component == java.io.Serializable.class;
  }

  /** Whether private arrays are recognised on this JVM. */
  public static boolean recognisesPrivate() {
    return HASH_MASK != 0;
  }

  /** The shadow of an array, if this thread used it lately; null if not, or if the array is private. */
  @ForceInline
  public static ArrayShadow known(ThreadState thread, Object array) {
    WeakEntry e = thread.recent((int) (UNSAFE.getLong(array, 0L) >>> HASH_SHIFT));
    return e instanceof ArrayShadow && e.refersTo(array) ? (ArrayShadow) e : null;
  }

  /** The shadow of a published array. */
  public static ArrayShadow of(ThreadState thread, Object array) {
    return MAP.get(thread, array);
  }

  /** The shared reads of a published array, if this thread used them lately; else null. */
  public static SharedReads knownReads(ThreadState thread, Object array) {
    ArrayShadow known = known(thread, array);
    return known == null ? null : known.knownReads();
  }

  private static long findHashMask() {
    long mask = 0;
    for (int i = 0; i < 8; i++) {
      Object array = i % 2 == 0 ? new int[i] : new Object[i];
      long before = UNSAFE.getLong(array, 0L);
      long hash = System.identityHashCode(array) & 0xFFFFFFFFL;
      long after = UNSAFE.getLong(array, 0L);
      int shift = Long.numberOfTrailingZeros(before ^ after) - Long.numberOfTrailingZeros(hash);
      long found = shift >= 2 && shift < 33 ? 0x7FFFFFFFL << shift : 0;
      boolean plausible =
          (before & found) == 0 && (after & found) == hash << shift && (before & TAG_MASK) == 1;
      if (!plausible || (after & ~found) != (before & ~found) || mask != 0 && mask != found) {
        return 0;
      }
      mask = found;
    }
    return mask;
  }
}
