/** Calling contexts: a number for each stack that accessed a variable, and the stacks themselves. */
package dev.racedetect.runtime.stack;
