/** The program that the self-test runs: never used from the bootstrap loader, only defined anew from its class file. */
package dev.racedetect.selftest;
