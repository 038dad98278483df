package dev.racedetect.it.constructs;

/** A plain variable of each sort that cases share. */
class Cell {
  int value;
  Object ref;

  Cell() {}

  Cell(int value) {
    this.value = value;
  }
}
