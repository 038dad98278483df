package dev.racedetect.runtime;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.race.RaceRules;
import dev.racedetect.runtime.shadow.ArrayShadows;
import dev.racedetect.runtime.shadow.CollectionShadow;
import dev.racedetect.runtime.shadow.MapNode;
import dev.racedetect.runtime.shadow.MapNodes;
import dev.racedetect.runtime.thread.ThreadState;
import jdk.internal.vm.annotation.DontInline;

/** What instrumented code calls around calls that access the value of one mapping. As {@link Probes}. */
public final class MapProbes {
  private MapProbes() {}

  /**
   * A call on a map with this key has returned.
   *
   * @param token what {@link CollectionProbes#calling} returned
   * @param modificationsBefore a call that has modified the map since then is judged for that alone
   * @param replaces whether the call replaced the key's value, if it has one; else it read it
   */
  public static void valueOf(
      Object token,
      int modificationsBefore,
      Object key,
      boolean replaces,
      ThreadState t,
      long sites) {
    CollectionShadow shadow = (CollectionShadow) token;
    if (shadow == null || !shadow.isHashMap() || !shadow.remembersValues(t)) {
      return;
    }
    Object map = shadow.get();
    if (map == null || shadow.modifications() != modificationsBefore) {
      return;
    }
    Object node = MapNodes.find(map, key);
    if (node != null) {
      access(node, shadow, replaces, t, sites);
    }
  }

  /** {@code entry.getValue()} is about to be called. */
  public static void entryRead(Object entry, ThreadState t, long sites) {
    if (entry != null && MapNodes.isNode(entry)) {
      access(entry, null, false, t, sites);
    }
  }

  /** {@code entry.setValue(…)} is about to be called. */
  public static void entryWrite(Object entry, ThreadState t, long sites) {
    if (entry != null && MapNodes.isNode(entry)) {
      access(entry, null, true, t, sites);
    }
  }

  private static void access(
      Object node, CollectionShadow map, boolean write, ThreadState t, long sites) {
    if (t.inside) {
      return;
    }
    boolean make = map != null || write;
    if (!make && ArrayShadows.isPrivate(node)) {
      return; // it has no identity hash, and so no variable
    }
    MapNode value = cached(node, t);
    if (value == null) {
      value = find(node, make, t);
    }
    if (value == null) {
      return;
    }
    if (map != null) {
      value.isOf(map);
    }
    if (write ? !Epoch.same(value.writeWord(), t.epoch) : !RaceRules.hasRead(value.readWord(), t)) {
      record(value, write, t, sites);
    }
  }

  private static MapNode cached(Object node, ThreadState t) {
    Object cached = t.cached(node, System.identityHashCode(node));
    return cached instanceof MapNode ? (MapNode) cached : null;
  }

  @DontInline
  private static MapNode find(Object node, boolean make, ThreadState t) {
    t.inside = true;
    try {
      return MapNodes.of(t, node, make);
    } catch (Throwable e) {
      Trouble.in("map value", e);
      return null;
    } finally {
      t.inside = false;
    }
  }

  @DontInline
  private static void record(MapNode value, boolean write, ThreadState t, long sites) {
    t.inside = true;
    try {
      t.checks++;
      if (write) {
        if (!RaceRules.writeOrdered(value, MapNode.WRITE, MapNode.READ, t, sites)) {
          RaceRules.write(value, MapNode.WRITE, MapNode.READ, t, sites, value);
        }
      } else if (!RaceRules.readOrdered(value, MapNode.WRITE, MapNode.READ, t, sites)) {
        RaceRules.read(value, MapNode.WRITE, MapNode.READ, t, sites, value);
      }
    } catch (Throwable e) {
      Trouble.in("map value", e);
    } finally {
      t.inside = false;
    }
  }
}
