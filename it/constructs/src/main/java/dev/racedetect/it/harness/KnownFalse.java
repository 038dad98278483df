package dev.racedetect.it.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Not a race, and reported as one; the case fails once it is not, so that this mark goes away. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface KnownFalse {
  /** Why it is reported. */
  String value();
}
