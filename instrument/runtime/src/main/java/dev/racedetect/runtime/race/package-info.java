/** The rules: what makes two accesses a race. One method a rule, written once. */
package dev.racedetect.runtime.race;
