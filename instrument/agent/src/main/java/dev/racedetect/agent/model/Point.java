package dev.racedetect.agent.model;

/** Where in a method a probe is called. */
enum Point {
  /** Before the first instruction; inside the monitor of a synchronized method. */
  ENTER,
  /** Before each return. */
  EXIT,
  /** When an exception leaves the method. */
  THROW,
  /** Before each return; the probe's result replaces the method's. */
  RESULT,
  /** Before each call of a named method. */
  BEFORE_CALL,
  /** After each call of a named method has returned normally. */
  AFTER_CALL,
  /** After each read of a named field. */
  AFTER_READ
}
