package dev.racedetect.runtime.stack;

import dev.racedetect.runtime.finding.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * Stacks that share their outer frames. A test's stack is a hundred frames deep, and nearly all of them are those of
 * its thousands of neighbours: kept as lists, the stacks of a big test suite would fill its heap. Not thread-safe.
 */
final class FrameTree {
  /** One frame called from another; both of one stack, and of all the stacks that begin like it. */
  static final class Node {
    private final Frame frame;
    private final Node caller;
    private final int hash;
    private Node next;

    private Node(Frame frame, Node caller, int hash) {
      this.frame = frame;
      this.caller = caller;
      this.hash = hash;
    }

    /** The stack down to the outermost frame, this frame first. */
    List<Frame> frames() {
      List<Frame> frames = new ArrayList<>();
      for (Node n = this; n != null; n = n.caller) {
        frames.add(n.frame);
      }
      return frames;
    }
  }

  private Node[] buckets = new Node[1 << 10];
  private int size;

  /** The innermost node of the stack, given innermost frame first; null if it is empty. */
  Node add(List<Frame> stack) {
    Node caller = null;
    for (int i = stack.size() - 1; i >= 0; i--) {
      caller = node(stack.get(i), caller);
    }
    return caller;
  }

  /** How many different frames in different stacks it holds. */
  int size() {
    return size;
  }

  private Node node(Frame frame, Node caller) {
    int hash = hash(frame, caller);
    for (Node n = buckets[hash & (buckets.length - 1)]; n != null; n = n.next) {
      if (n.hash == hash && n.caller == caller && same(n.frame, frame)) {
        return n;
      }
    }
    if (size >= buckets.length) {
      grow();
    }
    Node added = new Node(frame, caller, hash);
    link(added, buckets);
    size++;
    return added;
  }

  // A record's own hashCode and equals are linked through invokedynamic, which is no place to be in
  // within a probe.
  private static int hash(Frame frame, Node caller) {
    int hash = caller == null ? 0 : caller.hash;
    hash = hash * 31 + frame.className().hashCode();
    hash = hash * 31 + frame.method().hashCode();
    hash = hash * 31 + frame.line();
    return hash ^ hash >>> 15;
  }

  private static boolean same(Frame a, Frame b) {
    return a.line() == b.line()
        && a.method().equals(b.method())
        && a.className().equals(b.className())
        && (a.file() == null ? b.file() == null : a.file().equals(b.file()));
  }

  private void grow() {
    Node[] more = new Node[buckets.length * 2];
    for (Node first : buckets) {
      for (Node n = first; n != null; ) {
        Node next = n.next;
        link(n, more);
        n = next;
      }
    }
    buckets = more;
  }

  private static void link(Node node, Node[] buckets) {
    int i = node.hash & (buckets.length - 1);
    node.next = buckets[i];
    buckets[i] = node;
  }
}
