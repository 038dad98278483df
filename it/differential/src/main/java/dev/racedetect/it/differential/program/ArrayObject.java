package dev.racedetect.it.differential.program;

import dev.racedetect.it.differential.trace.Variable;

/** An array of a program. */
final class ArrayObject {
  final String name;
  final Type type;
  final Cell[] elements;

  ArrayObject(String name, Type type, int length) {
    this.name = name;
    this.type = type;
    elements = new Cell[length];
    for (int i = 0; i < length; i++) {
      elements[i] =
          new Cell(Variable.Kind.ARRAY, type.reported + "[]", i, name + "[" + i + "]", type);
    }
  }
}
