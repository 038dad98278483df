package dev.racedetect.runtime.shadow;

import java.lang.ref.WeakReference;

/** Something kept for one object as long as that object lives. */
public abstract class WeakEntry extends WeakReference<Object> {
  /** Identity hash code of the object. */
  public final int hash;

  /** An entry for {@code object}. */
  protected WeakEntry(Object object, int hash) {
    super(object);
    this.hash = hash;
  }
}
