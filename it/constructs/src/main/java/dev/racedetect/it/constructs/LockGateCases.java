package dev.racedetect.it.constructs;

import static dev.racedetect.it.harness.Threads.inOrder;

import dev.racedetect.it.harness.Inverts;

/** Locks that are nested in both orders behind a third one. */
final class LockGateCases {
  private static final String OBJECT = "java.lang.Object";

  private LockGateCases() {}

  /** Whoever nests them has the gate. */
  static void no_inversion_behind_a_gate() {
    Object gate = new Object();
    Object a = new Object();
    Object b = new Object();
    inOrder(
        () -> {
          synchronized (gate) {
            synchronized (a) {
              synchronized (b) {
                Thread.yield();
              }
            }
          }
        },
        () -> {
          synchronized (gate) {
            synchronized (b) {
              synchronized (a) {
                Thread.yield();
              }
            }
          }
        });
  }

  /** A gate that only one of them has is none. */
  @Inverts({OBJECT, OBJECT})
  static void inversion_behind_a_gate_for_one() {
    Object gate = new Object();
    Object a = new Object();
    Object b = new Object();
    inOrder(
        () -> {
          synchronized (gate) {
            synchronized (a) { // holds
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

  /** The first time behind the gate, then without. */
  @Inverts({OBJECT, OBJECT})
  static void inversion_once_without_the_gate() {
    Object gate = new Object();
    Object a = new Object();
    Object b = new Object();
    inOrder(
        () -> {
          for (int i = 0; i < 2; i++) {
            synchronized (i == 0 ? gate : new Object()) {
              synchronized (a) { // holds
                synchronized (b) { // blocks
                  Thread.yield();
                }
              }
            }
          }
        },
        () -> {
          synchronized (gate) {
            synchronized (b) { // holds
              synchronized (a) { // blocks
                Thread.yield();
              }
            }
          }
        });
  }
}
