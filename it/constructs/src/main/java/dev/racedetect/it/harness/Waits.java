package dev.racedetect.it.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The one finding that a case named {@code deadlock_…} must give: what each of its threads waits for, in any order, as {@code
 * LOCK java.lang.Object}. The lines that they block at are marked in the source with the comment {@code // blocks}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Waits {
  /** Mode and end of the class name of each lock or thread waited for. */
  String[] value();
}
