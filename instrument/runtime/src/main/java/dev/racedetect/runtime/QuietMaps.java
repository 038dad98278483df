package dev.racedetect.runtime;

import dev.racedetect.runtime.thread.ThreadState;
import dev.racedetect.runtime.thread.Threads;
import java.util.Map;
import java.util.function.Function;

/**
 * The maps in which the JDK keeps its caches, used without an edge.
 *
 * <p>Woven classes of the JDK call these methods in place of the map's. No code of the program runs inside.
 */
public final class QuietMaps {
  private QuietMaps() {}

  /** {@link Map#get}. */
  public static <V> V get(Map<?, V> map, Object key) {
    ThreadState t = Threads.current();
    boolean inside = t.inside;
    t.inside = true;
    try {
      return map.get(key);
    } finally {
      t.inside = inside;
    }
  }

  /** {@link Map#containsKey}. */
  public static boolean containsKey(Map<?, ?> map, Object key) {
    ThreadState t = Threads.current();
    boolean inside = t.inside;
    t.inside = true;
    try {
      return map.containsKey(key);
    } finally {
      t.inside = inside;
    }
  }

  /** {@link Map#put}. */
  public static <K, V> V put(Map<K, V> map, K key, V value) {
    ThreadState t = Threads.current();
    boolean inside = t.inside;
    t.inside = true;
    try {
      return map.put(key, value);
    } finally {
      t.inside = inside;
    }
  }

  /** {@link Map#putIfAbsent}. */
  public static <K, V> V putIfAbsent(Map<K, V> map, K key, V value) {
    ThreadState t = Threads.current();
    boolean inside = t.inside;
    t.inside = true;
    try {
      return map.putIfAbsent(key, value);
    } finally {
      t.inside = inside;
    }
  }

  /** {@link Map#remove(Object)}. */
  public static <V> V remove(Map<?, V> map, Object key) {
    ThreadState t = Threads.current();
    boolean inside = t.inside;
    t.inside = true;
    try {
      return map.remove(key);
    } finally {
      t.inside = inside;
    }
  }

  /** {@link Map#remove(Object, Object)}. */
  public static boolean remove(Map<?, ?> map, Object key, Object value) {
    ThreadState t = Threads.current();
    boolean inside = t.inside;
    t.inside = true;
    try {
      return map.remove(key, value);
    } finally {
      t.inside = inside;
    }
  }

  /** {@link Map#replace(Object, Object)}. */
  public static <K, V> V replace(Map<K, V> map, K key, V value) {
    ThreadState t = Threads.current();
    boolean inside = t.inside;
    t.inside = true;
    try {
      return map.replace(key, value);
    } finally {
      t.inside = inside;
    }
  }

  /** {@link Map#replace(Object, Object, Object)}. */
  public static <K, V> boolean replace(Map<K, V> map, K key, V old, V value) {
    ThreadState t = Threads.current();
    boolean inside = t.inside;
    t.inside = true;
    try {
      return map.replace(key, old, value);
    } finally {
      t.inside = inside;
    }
  }

  /** {@link Map#computeIfAbsent}; only with functions of the JDK. */
  public static <K, V> V computeIfAbsent(
      Map<K, V> map, K key, Function<? super K, ? extends V> function) {
    ThreadState t = Threads.current();
    boolean inside = t.inside;
    t.inside = true;
    try {
      return map.computeIfAbsent(key, function);
    } finally {
      t.inside = inside;
    }
  }
}
