package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.thread.ThreadState;
import java.lang.ref.WeakReference;

/**
 * Objects to their entries, by identity, holding the objects weakly.
 *
 * <p>Sharded by identity hash. Readers take no lock: an entry's chain may be relinked under them, which can only hide an
 * entry from them, and then they look again under the shard's lock. Entries of dead objects are dropped when their
 * chain is written to, and all of a shard by its first addition after a garbage collection. There is no reference queue: its lock belongs to the JDK
 * and is itself observed by the detector.
 *
 * @param <E> the entries' type; one map holds one type
 */
public abstract class WeakIdentityMap<E extends WeakEntry> {
  private static final int SHARDS = 64;

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

  private static final class Shard {
    private WeakEntry[] table = new WeakEntry[16];
    private int size;

    /** Cleared by the next garbage collection, which may have left dead entries behind. */
    private WeakReference<Object> collected = new WeakReference<>(new Object());

    <E extends WeakEntry> E find(Object object, int hash, WeakIdentityMap<E> creator) {
      WeakEntry e = search(table, object, hash);
      if (e == null) {
        synchronized (this) {
          e = search(table, object, hash);
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

    private static WeakEntry search(WeakEntry[] table, Object object, int hash) {
      for (WeakEntry e = table[index(hash, table.length)]; e != null; e = e.next) {
        if (e.refersTo(object)) {
          return e;
        }
      }
      return null;
    }

    private void insert(WeakEntry entry) {
      if (collected.refersTo(null)) {
        removeDead();
        collected = new WeakReference<>(new Object());
      }
      if (size >= table.length) {
        grow();
      }
      int i = index(entry.hash, table.length);
      entry.next = withoutDead(table[i]);
      jdk.internal.misc.Unsafe.getUnsafe()
          .storeFence(); // complete before a reader without the lock can see it
      table[i] = entry;
      size++;
    }

    private WeakEntry withoutDead(WeakEntry head) {
      WeakEntry first = head;
      while (first != null && first.refersTo(null)) {
        first = first.next;
        size--;
      }
      for (WeakEntry e = first; e != null; e = e.next) {
        while (e.next != null && e.next.refersTo(null)) {
          e.next = e.next.next;
          size--;
        }
      }
      return first;
    }

    private void removeDead() {
      for (int i = 0; i < table.length; i++) {
        table[i] = withoutDead(table[i]);
      }
    }

    private void grow() {
      WeakEntry[] more = new WeakEntry[table.length * 2];
      for (WeakEntry head : table) {
        WeakEntry e = head;
        while (e != null) {
          WeakEntry next = e.next;
          int i = index(e.hash, more.length);
          e.next = more[i];
          more[i] = e;
          e = next;
        }
      }
      table = more;
    }

    private static int index(int hash, int length) {
      return (hash >>> 6) & (length - 1);
    }
  }
}
