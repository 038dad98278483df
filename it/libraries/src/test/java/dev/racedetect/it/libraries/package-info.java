/** Other people's classes and tests under the packaged agent. */
package dev.racedetect.it.libraries;
