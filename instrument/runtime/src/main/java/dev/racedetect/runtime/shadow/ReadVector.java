package dev.racedetect.runtime.shadow;

import dev.racedetect.runtime.clock.Epoch;
import dev.racedetect.runtime.thread.ThreadState;

/**
 * The last read of one variable by each of several threads that are not ordered among themselves.
 *
 * <p>A thread writes its own entry without a lock; entries are added under the monitor. The caller's fences make an
 * entry visible before it looks at the variable's words again.
 */
final class ReadVector {
  final long variable;
  final ReadVector next;
  private volatile long[] words = new long[4];
  private int size;

  /** For the variable whose words lie at that offset, in a list of vectors. */
  ReadVector(long variable, ReadVector next) {
    this.variable = variable;
    this.next = next;
  }

  boolean contains(long epoch) {
    long[] w = words;
    for (int i = 0; i < w.length && w[i] != 0; i++) {
      if (Epoch.same(w[i], epoch)) {
        return true;
      }
    }
    return false;
  }

  void put(long word) {
    long[] w = words;
    int slot = Epoch.slot(word);
    for (int i = 0; i < w.length && w[i] != 0; i++) {
      if (Epoch.slot(w[i]) == slot) {
        w[i] = word;
        if (words == w) {
          return; // else the table grew meanwhile, perhaps without this word
        }
        break;
      }
    }
    insert(word);
  }

  private synchronized void insert(long word) {
    int slot = Epoch.slot(word);
    for (int i = 0; i < size; i++) {
      if (Epoch.slot(words[i]) == slot) {
        words[i] = word;
        return;
      }
    }
    if (size == words.length) {
      long[] more = new long[size * 2];
      System.arraycopy(words, 0, more, 0, size);
      words = more;
    }
    words[size++] = word;
  }

  synchronized long unordered(ThreadState t) {
    for (int i = 0; i < size; i++) {
      if (!t.covers(words[i])) {
        return words[i];
      }
    }
    return 0;
  }
}
