package dev.racedetect.it.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A race that the detector does not find yet; the case fails once it is found, so that this mark goes away. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface KnownMiss {
  /** Why it is missed. */
  String value();
}
