package dev.racedetect.runtime.sync;

/**
 * What an access to a variable by a VarHandle, an atomic class, a field updater or Unsafe means for happens-before: bits
 * of an int, so that instrumented code can pass them as a constant.
 *
 * <p>After the section on access modes in VarHandle's class documentation: plain and opaque accesses order nothing by
 * themselves, release writes and acquire reads do, and volatile accesses are both where they write and read.
 */
public final class AccessModes {
  /** The read has acquire or volatile mode. */
  public static final int ACQUIRE = 1;

  /** The write has release or volatile mode. */
  public static final int RELEASE = 2;

  /** Only the outcome tells whether it wrote. */
  public static final int CONDITIONAL = 4;

  /** Reads in plain or opaque mode: acquires by a later fence only. */
  public static final int WEAK_READ = 8;

  /** Writes in plain or opaque mode: releases by an earlier fence only. */
  public static final int WEAK_WRITE = 16;

  /** In plain mode, and so an ordinary access that can race. */
  public static final int PLAIN = 32;

  private AccessModes() {}
}
