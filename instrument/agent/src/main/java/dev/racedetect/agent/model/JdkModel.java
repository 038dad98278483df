package dev.racedetect.agent.model;

/** The happens-before contract of one family of JDK types. */
interface JdkModel {

  /** Declares where the family's methods acquire and release. */
  void declare(Edges edges);
}
