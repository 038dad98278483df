/**
 * Shadow state: for each variable the epochs of its last write and last reads. Fields have their two words beside them
 * in the object; arrays and collections have theirs in an entry of a weak identity map.
 */
package dev.racedetect.runtime.shadow;
