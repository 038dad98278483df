package dev.racedetect.runtime.lock;

import dev.racedetect.runtime.thread.ThreadState;

/** What a thread wants that waits for the end of another: {@code Thread.join()}. Each call has one of its own. */
final class EndWait {
  final ThreadState thread;

  EndWait(ThreadState thread) {
    this.thread = thread;
  }
}
