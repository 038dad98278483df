package dev.racedetect.it.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The one finding that a case named {@code inversion_…} must give: the ends of the class names of the two locks, in any order.
 * The lines that acquire the outer lock are marked in the source with the comment {@code // holds}, those that ask for the inner
 * one with {@code // blocks}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Inverts {
  /** The two locks. */
  String[] value();
}
