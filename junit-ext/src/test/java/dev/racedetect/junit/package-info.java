/** Tests of the JUnit extension; nested {@code *TestCase} classes are run by them, not by the build. */
package dev.racedetect.junit;
