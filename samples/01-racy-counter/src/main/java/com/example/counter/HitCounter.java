package com.example.counter;

/** Counts the hits of a page; each request is served by a thread of its own. */
public class HitCounter {
  private int hits;

  public void hit() {
    // Three steps in truth: read, add, write. Two threads that both read 41 both write 42, and one hit is lost.
    hits++;
  }

  public int hits() {
    return hits;
  }
}
