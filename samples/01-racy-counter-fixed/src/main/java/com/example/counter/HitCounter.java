package com.example.counter;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the hits of a page; each request is served by a thread of its own. */
public class HitCounter {
  private final AtomicInteger hits = new AtomicInteger();

  public void hit() {
    // One step, and a synchronization action: each increment happens-before the next one (JLS 17.4.4).
    hits.incrementAndGet();
  }

  public int hits() {
    return hits.get();
  }
}
