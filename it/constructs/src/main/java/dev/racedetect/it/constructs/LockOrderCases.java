package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Threads.inOrder;
import static dev.racedetect.it.harness.Threads.together;

import dev.racedetect.it.harness.Inverts;
import dev.racedetect.it.harness.Order;
import dev.racedetect.it.harness.Threads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Locks that are nested in both orders by threads that do not meet, and in ways that can never meet. */
final class LockOrderCases {
  private static final String OBJECT = "java.lang.Object";
  private static final String LOCK = "java.util.concurrent.locks.ReentrantLock";

  private LockOrderCases() {}

  private static final class Node {
    private final Node parent;
    private int size;

    Node(Node parent) {
      this.parent = parent;
    }

    synchronized void grow() {
      size++;
      if (parent != null) {
        parent.grow();
      }
    }

    synchronized void shrink(Node child) {
      size--;
      child.cut();
    }

    synchronized void cut() {
      size = 0;
    }
  }

  @Inverts({OBJECT, OBJECT})
  static void inversion_two_blocks() {
    Object a = new Object();
    Object b = new Object();
    inOrder(
        () -> {
          synchronized (a) { // holds
            synchronized (b) { // blocks
              Thread.yield();
            }
          }
        },
        () -> {
          synchronized (b) { // holds
            synchronized (a) { // blocks
              Thread.yield();
            }
          }
        });
  }

  static void no_inversion_one_order() {
    Object a = new Object();
    Object b = new Object();
    Threads.Body body = () -> {
      synchronized (a) {
        synchronized (b) {
          Thread.yield();
        }
      }
    };
    inOrder(body, body, body);
  }

  @Inverts({LOCK, LOCK})
  static void inversion_two_locks() {
    Lock a = new ReentrantLock();
    Lock b = new ReentrantLock();
    inOrder(
        () -> {
          a.lock(); // holds
          b.lock(); // blocks
          b.unlock();
          a.unlock();
        },
        () -> {
          b.lock(); // holds
          a.lock(); // blocks
          a.unlock();
          b.unlock();
        });
  }

  /** tryLock does not wait. */
  static void no_inversion_try_lock() {
    Lock a = new ReentrantLock();
    Lock b = new ReentrantLock();
    inOrder(
        () -> {
          a.lock();
          if (b.tryLock()) {
            b.unlock();
          }
          a.unlock();
        },
        () -> {
          b.lock();
          a.lock();
          a.unlock();
          b.unlock();
        });
  }

  /** What was got by tryLock is held like any other. */
  @Inverts({LOCK, LOCK})
  static void inversion_held_by_try_lock() {
    Lock a = new ReentrantLock();
    Lock b = new ReentrantLock();
    inOrder(
        () -> {
          if (a.tryLock()) { // holds
            b.lock(); // blocks
            b.unlock();
            a.unlock();
          }
        },
        () -> {
          b.lock(); // holds
          a.lock(); // blocks
          a.unlock();
          b.unlock();
        });
  }

  @Inverts({LOCK, OBJECT})
  static void inversion_lock_and_monitor() {
    Lock a = new ReentrantLock();
    Object b = new Object();
    inOrder(
        () -> {
          a.lock(); // holds
          synchronized (b) { // blocks
            Thread.yield();
          }
          a.unlock();
        },
        () -> {
          synchronized (b) { // holds
            a.lock(); // blocks
            a.unlock();
          }
        });
  }

  /** The one thread that does both never meets itself. */
  static void no_inversion_by_one_thread() {
    Object a = new Object();
    Object b = new Object();
    inOrder(
        () -> {
          synchronized (a) {
            synchronized (b) {
              Thread.yield();
            }
          }
          synchronized (b) {
            synchronized (a) {
              Thread.yield();
            }
          }
        },
        () -> {
          synchronized (a) {
            Thread.yield();
          }
        });
  }

  /** The second thread is started when the first nesting is over (JLS 17.4.4). */
  static void no_inversion_before_the_start() {
    Object a = new Object();
    Object b = new Object();
    synchronized (a) {
      synchronized (b) {
        Thread.yield();
      }
    }
    Threads.start(() -> {
          synchronized (b) {
            synchronized (a) {
              Thread.yield();
            }
          }
        })
        .finish();
  }

  /** The first thread has been joined before the second nesting. */
  static void no_inversion_after_the_join() {
    Object a = new Object();
    Object b = new Object();
    Threads.start(() -> {
          synchronized (a) {
            synchronized (b) {
              Thread.yield();
            }
          }
        })
        .finish();
    synchronized (b) {
      synchronized (a) {
        Thread.yield();
      }
    }
  }

  /** Handed over by a latch. */
  static void no_inversion_ordered_by_a_latch() {
    Object a = new Object();
    Object b = new Object();
    CountDownLatch done = new CountDownLatch(1);
    together(
        () -> {
          synchronized (a) {
            synchronized (b) {
              Thread.yield();
            }
          }
          done.countDown();
        },
        () -> {
          done.await();
          synchronized (b) {
            synchronized (a) {
              Thread.yield();
            }
          }
        });
  }

  /** The test's thread nests before and after it starts the other; what it does after is not ordered. */
  @Inverts({OBJECT, OBJECT})
  static void inversion_after_the_start_too() {
    Object a = new Object();
    Object b = new Object();
    Order order = new Order();
    Threads.Worker other = null;
    for (int i = 0; i < 2; i++) {
      synchronized (a) { // holds
        synchronized (b) { // blocks
          Thread.yield();
        }
      }
      if (i == 0) {
        other = Threads.start(() -> {
          order.await(0);
          synchronized (b) { // holds
            synchronized (a) { // blocks
              Thread.yield();
            }
          }
        });
      }
    }
    order.signal(0);
    other.finish();
  }

  /** Each child nests with its own parent: instances are told apart, not the lines that made them. */
  static void no_inversion_of_different_instances() {
    Node root = new Node(null);
    Node one = new Node(root);
    Node other = new Node(null);
    inOrder(one::grow, () -> other.shrink(new Node(other)), () -> new Node(one).grow());
  }

  @Inverts({"Node", "Node"})
  static void inversion_of_parent_and_child() {
    Node parent = new Node(null);
    Node child = new Node(parent);
    inOrder(() -> child.grow(), () -> parent.shrink(child)); // holds blocks
  }

  /** Children lock their parent, one after the other and at once. */
  static void no_inversion_of_many_children() {
    Node parent = new Node(null);
    Threads.Body body = () -> {
      for (int i = 0; i < 100; i++) {
        new Node(parent).grow();
      }
    };
    together(body, body, body);
  }

  /** Nested through a third lock only. */
  static void no_inversion_without_a_common_pair() {
    Object a = new Object();
    Object b = new Object();
    Object c = new Object();
    inOrder(
        () -> {
          synchronized (a) {
            synchronized (b) {
              Thread.yield();
            }
          }
        },
        () -> {
          synchronized (b) {
            synchronized (c) {
              Thread.yield();
            }
          }
        },
        () -> {
          synchronized (a) {
            synchronized (c) {
              Thread.yield();
            }
          }
        });
  }

  /** Not next to each other, and still nested. */
  @Inverts({OBJECT, OBJECT})
  static void inversion_with_a_lock_in_between() {
    Object a = new Object();
    Object b = new Object();
    Object between = new Object();
    inOrder(
        () -> {
          synchronized (a) { // holds
            synchronized (between) {
              synchronized (b) { // blocks
                Thread.yield();
              }
            }
          }
        },
        () -> {
          synchronized (b) { // holds
            synchronized (a) { // blocks
              Thread.yield();
            }
          }
        });
  }

  /** Released before the other is asked for. */
  static void no_inversion_hand_over_hand() {
    Lock a = new ReentrantLock();
    Lock b = new ReentrantLock();
    inOrder(
        () -> {
          a.lock();
          b.lock();
          a.unlock();
          b.unlock();
        },
        () -> {
          b.lock();
          b.unlock();
          a.lock();
          a.unlock();
        });
  }

  /** A lock that is held already is not asked for. */
  static void no_inversion_reentered() {
    Object a = new Object();
    Object b = new Object();
    inOrder(
        () -> {
          synchronized (a) {
            synchronized (b) {
              Thread.yield();
            }
          }
        },
        () -> {
          synchronized (a) {
            synchronized (b) {
              synchronized (a) {
                Thread.yield();
              }
            }
          }
        });
  }

  @Inverts({"java.util.concurrent.locks.ReentrantReadWriteLock", OBJECT})
  static void inversion_of_a_write_lock() {
    ReentrantReadWriteLock a = new ReentrantReadWriteLock();
    Object b = new Object();
    inOrder(
        () -> {
          a.writeLock().lock(); // holds
          synchronized (b) { // blocks
            Thread.yield();
          }
          a.writeLock().unlock();
        },
        () -> {
          synchronized (b) { // holds
            a.writeLock().lock(); // blocks
            a.writeLock().unlock();
          }
        });
  }

  /** Readers do not exclude each other. */
  static void no_inversion_of_read_locks() {
    ReentrantReadWriteLock a = new ReentrantReadWriteLock();
    ReentrantReadWriteLock b = new ReentrantReadWriteLock();
    inOrder(
        () -> {
          a.readLock().lock();
          b.readLock().lock();
          b.readLock().unlock();
          a.readLock().unlock();
        },
        () -> {
          b.readLock().lock();
          a.readLock().lock();
          a.readLock().unlock();
          b.readLock().unlock();
        });
  }

  /** The same inversion by two more threads is no news. */
  @Inverts({OBJECT, OBJECT})
  static void inversion_by_four_threads() {
    Object a = new Object();
    Object b = new Object();
    Threads.Body one = () -> {
      synchronized (a) { // holds
        synchronized (b) { // blocks
          Thread.yield();
        }
      }
    };
    Threads.Body other = () -> {
      synchronized (b) { // holds
        synchronized (a) { // blocks
          Thread.yield();
        }
      }
    };
    inOrder(one, one, other, other);
  }

  @Inverts({"class dev.racedetect.it.constructs.LockOrderCases", OBJECT})
  static void inversion_of_a_class() {
    Object b = new Object();
    inOrder(
        () -> {
          synchronized (LockOrderCases.class) { // holds
            synchronized (b) { // blocks
              Thread.yield();
            }
          }
        },
        () -> {
          synchronized (b) { // holds
            synchronized (LockOrderCases.class) { // blocks
              Thread.yield();
            }
          }
        });
  }
}
