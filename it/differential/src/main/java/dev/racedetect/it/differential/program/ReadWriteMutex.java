package dev.racedetect.it.differential.program;

import java.util.ArrayList;
import java.util.List;

/**
 * A ReentrantReadWriteLock as the machine keeps it: a write lock comes after all that was unlocked before, a read lock
 * after write locks only.
 */
final class ReadWriteMutex {
  private final String name;
  private final List<Strand> readers = new ArrayList<>();
  private Strand writer;
  private int depth;

  private ReadWriteMutex(String name) {
    this.name = name;
  }

  /** The one of that name. */
  static ReadWriteMutex of(Machine machine, String name) {
    return machine.synchronizer(
        "read-write " + name, ReadWriteMutex.class, n -> new ReadWriteMutex(name));
  }

  boolean isFree(Strand s, boolean write) {
    return writer == s || writer == null && (!write || readers.isEmpty());
  }

  void enter(Strand s, boolean write) {
    s.acquire(name + ".write");
    if (!write) {
      readers.add(s);
      return;
    }
    s.acquire(name + ".read");
    writer = s;
    depth++;
  }

  void exit(Strand s, boolean write) {
    s.release(name + (write ? ".write" : ".read"));
    if (!write) {
      readers.remove(s);
    } else if (--depth == 0) {
      writer = null;
    }
  }
}
