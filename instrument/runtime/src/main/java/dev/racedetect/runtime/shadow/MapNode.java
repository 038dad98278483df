package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.finding.Variable;
import dev.racedetect.runtime.thread.ThreadState;
import java.util.List;
import jdk.internal.misc.Unsafe;

/**
 * The value of one mapping of a HashMap or TreeMap as a variable: replacing a value is no structural modification, and so
 * conflicts with accesses to the same mapping only.
 *
 * <p>It belongs to the map's own node, so that two keys are never taken for one. Nodes come and go by structural
 * modifications, which order all that is done to them or are reported themselves.
 */
public final class MapNode extends WeakEntry implements Shadow {
  /** Offset of the word of the last write in this object. */
  public static final long WRITE;

  /** Offset of the word of the last read in this object. */
  public static final long READ;

  static {
    Unsafe unsafe = Unsafe.getUnsafe();
    WRITE = unsafe.objectFieldOffset(MapNode.class, "write");
    READ = unsafe.objectFieldOffset(MapNode.class, "read");
  }

  /** See {@code RaceRules} for who writes these two and what guards them. */
  @SuppressWarnings("unused") // accessed by offset
  private long write;

  @SuppressWarnings("unused") // accessed by offset
  private long read;

  private final String map;
  private volatile SharedReads reads;
  private volatile CollectionShadow owner;

  MapNode(Object node, int hash) {
    super(node, hash);
    String name = node.getClass().getName();
    map = name.substring(0, name.indexOf('$'));
  }

  /** Notes the map that the node is of. */
  public void isOf(CollectionShadow shadow) {
    if (owner == null) {
      owner = shadow;
    }
  }

  /** The word of the last read. */
  public long readWord() {
    return read;
  }

  /** The word of the last write. */
  public long writeWord() {
    return write;
  }

  @Override
  public SharedReads sharedReads(ThreadState t, Object base) {
    SharedReads r = reads;
    return r == null ? makeReads() : r;
  }

  @Override
  public int sharedIndex(long w) {
    return 0;
  }

  @Override
  public Variable variable(Object base, long w) {
    CollectionShadow shadow = owner;
    return shadow == null
        ? new Variable(Variable.Kind.OBJECT, map, -1, List.of())
        : shadow.variable(base, w);
  }

  @Override
  public boolean isReportedOnce() {
    CollectionShadow shadow = owner;
    return shadow != null && shadow.isReportedOnce();
  }

  private synchronized SharedReads makeReads() {
    if (reads == null) {
      reads = new SharedReads(1);
    }
    return reads;
  }
}
