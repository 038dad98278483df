package dev.racedetect.it.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The one finding that a case named {@code race_…} must give.
 *
 * <p>The lines of both accesses are marked in the source with the comments {@code // previous} and {@code // current}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Race {
  /** The end of the variable's name: {@code Cell.value}, {@code int[]}, {@code java.util.HashMap}. */
  String variable();

  /** What sort of variable. */
  Kind kind() default Kind.FIELD;

  /** Type of the earlier access. */
  Type previous() default Type.WRITE;

  /** Type of the later access. */
  Type current() default Type.WRITE;

  /** Index of the array element, or -1 when there is none. */
  int index() default -1;

  /** Methods of the earlier access's stack, innermost first, as far as the case prescribes them. */
  String[] previousCalls() default {};

  /** Methods of the later access's stack, innermost first, as far as the case prescribes them. */
  String[] currentCalls() default {};

  /** Class names of the locks that the report must show as held by the later access. */
  String[] currentHolds() default {};

  /** Sorts of variables, by the names that findings use. */
  enum Kind {
    /** An instance field. */
    FIELD,
    /** A static field. */
    STATIC,
    /** An array element. */
    ARRAY,
    /** The state of an unsynchronized object. */
    OBJECT
  }

  /** Types of access, by the names that findings use. */
  enum Type {
    /** A read. */
    READ,
    /** A write. */
    WRITE
  }
}
