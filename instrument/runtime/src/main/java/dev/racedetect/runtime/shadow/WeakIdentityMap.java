package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.thread.ThreadState;
import java.lang.ref.WeakReference;
import jdk.internal.misc.Unsafe;

/**
 * Objects to their entries, by identity, holding the objects weakly.
 *
 * <p>Sharded by identity hash. Readers take no lock: they may look into a table that has just been replaced, which can
 * only hide an entry from them, and then they look again under the shard's lock. Entries of dead objects are dropped by
 * a shard's first addition after a garbage collection. There is no reference queue: its lock belongs to the JDK
 * and is itself observed by the detector.
 *
 * @param <E> the entries' type; one map holds one type
 */
public abstract class WeakIdentityMap<E extends WeakEntry> {
  private static final int SHARDS = 64;
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final Class<E> type;
  private final Shard[] shards = new Shard[SHARDS];

  /** A map of entries of exactly this type. */
  protected WeakIdentityMap(Class<E> type) {
    this.type = type;
    for (int i = 0; i < SHARDS; i++) {
      shards[i] = new Shard();
    }
  }

  /** Makes the entry for an object that has none. */
  protected abstract E create(Object object, int hash);

  /** The entry of {@code object}, made now if there is none; the thread's own cache is asked first. */
  public final E get(ThreadState thread, Object object) {
    int hash = System.identityHashCode(object);
    WeakEntry cached = thread.cached(object, hash);
    if (cached != null && cached.getClass() == type) {
      return type.cast(cached);
    }
    E e = shards[hash & (SHARDS - 1)].find(object, hash, this);
    thread.cache(e);
    return e;
  }

  /** The entry of {@code object}, or null if there is none. */
  public final E peek(ThreadState thread, Object object) {
    int hash = System.identityHashCode(object);
    WeakEntry cached = thread.cached(object, hash);
    if (cached != null && cached.getClass() == type) {
      return type.cast(cached);
    }
    WeakEntry e = shards[hash & (SHARDS - 1)].find(object, hash, null);
    if (e == null) {
      return null;
    }
    thread.cache(e);
    return type.cast(e);
  }

  /** One of the maps that together are the map; all that writes holds its monitor. */
  private static final class Shard {
    private Table table = new Table(16);

    /** Cleared by the next garbage collection, which may have left dead entries behind. */
    private WeakReference<Object> collected = new WeakReference<>(new Object());

    <E extends WeakEntry> E find(Object object, int hash, WeakIdentityMap<E> creator) {
      WeakEntry e = table.search(object, hash);
      if (e == null) {
        synchronized (this) {
          e = table.search(object, hash);
          if (e == null && creator != null) {
            e = creator.create(object, hash);
            insert(e);
          }
        }
      }
      @SuppressWarnings("unchecked") // a map holds entries of one type only
      E found = (E) e;
      return found;
    }

    private void insert(WeakEntry entry) {
      if (table.isFull() || collected.refersTo(null)) {
        table = table.withoutDead();
        if (collected.refersTo(null)) {
          collected = new WeakReference<>(new Object());
        }
      }
      table.put(entry);
    }
  }

  /**
   * Open addressing. Entries lie in the order in which they came, so that the garbage collector finds the new ones, and only
   * these, side by side; what is searched are their hashes, with their places. So a search that finds nothing, the rule
   * for new objects, looks at no entry. Entries are never taken out.
   */
  private static final class Table {
    /** For each entry its hash, and below it its place, which is never 0. */
    final long[] places;

    final WeakEntry[] entries;
    private int size;

    Table(int length) {
      places = new long[length];
      entries = new WeakEntry[(length >> 1) + 1];
    }

    boolean isFull() {
      return size == entries.length - 1;
    }

    WeakEntry search(Object object, int hash) {
      int mask = places.length - 1;
      for (int i = start(hash) & mask; ; i = i + 1 & mask) {
        long p = UNSAFE.getLongAcquire(places, ArrayBases.LONGS + ((long) i << 3));
        if (p == 0) {
          return null;
        }
        if ((int) (p >>> 32) == hash && entries[(int) p].refersTo(object)) {
          return entries[(int) p];
        }
      }
    }

    void put(WeakEntry entry) {
      int mask = places.length - 1;
      int i = start(entry.hash) & mask;
      while (places[i] != 0) {
        i = i + 1 & mask;
      }
      entries[++size] = entry;
      UNSAFE.putLongRelease(
          places, ArrayBases.LONGS + ((long) i << 3), (long) entry.hash << 32 | size);
    }

    /** The same without the dead entries, and with room for as many again as are left. */
    Table withoutDead() {
      int living = 0;
      for (int i = 1; i <= size; i++) {
        living += entries[i].refersTo(null) ? 0 : 1;
      }
      Table made = new Table(Math.max(16, Integer.highestOneBit(living + 1) << 2));
      for (int i = 1; i <= size; i++) {
        if (!entries[i].refersTo(null)) {
          made.put(entries[i]);
        }
      }
      UNSAFE.storeFence(); // complete before a reader without the lock can see it
      return made;
    }

    // The low bits tell the shard.
    private static int start(int hash) {
      return hash >>> 6;
    }
  }
}
