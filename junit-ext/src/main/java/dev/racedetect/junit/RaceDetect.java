package dev.racedetect.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails a test during which a data race happened, on whichever thread.
 *
 * <p>On a class it covers the class, its subclasses and its nested classes; on a method, that method. Every invocation of a
 * parameterized or repeated test and every dynamic test is judged by itself. The failure's message is the report, its stack
 * trace the access that completed the race, its cause the earlier access; further races are suppressed exceptions. A race
 * that belongs to no single test fails the class.
 *
 * <p>When no agent runs, one is attached as the launcher session opens, before test classes load. When that is not
 * possible, the test fails and says why: a test that asks for race detection does not pass without it. The system property
 * {@code race.skip} is the exception: it runs the tests unwatched.
 *
 * @see dev.racedetect.RaceDetect#isActive()
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(RaceDetectExtension.class)
public @interface RaceDetect {}
