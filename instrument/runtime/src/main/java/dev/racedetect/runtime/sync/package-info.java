/** The synchronizes-with edges: what one thread releases into an object another acquires from it (JLS 17.4.4). */
package dev.racedetect.runtime.sync;
