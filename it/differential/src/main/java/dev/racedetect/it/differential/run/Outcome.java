package dev.racedetect.it.differential.run;

import dev.racedetect.it.differential.program.Program;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares what the variables of a program hold when it has ended with what they should. */
final class Outcome {
  private final Program program;
  private final Class<?> type;
  private final List<String> differences = new ArrayList<>();

  private Outcome(Program program, Class<?> type) {
    this.program = program;
    this.type = type;
  }

  /** The differences, in words; none if all is well. */
  static List<String> differences(Program program, Class<?> type)
      throws ReflectiveOperationException {
    Outcome outcome = new Outcome(program, type);
    outcome.compare();
    return outcome.differences;
  }

  private void compare() throws ReflectiveOperationException {
    compareFields(null, program.statics());
    for (Map.Entry<String, Map<String, String>> object : program.objects().entrySet()) {
      compareFields(value(null, object.getKey()), object.getValue());
    }
    for (Map.Entry<String, List<String>> array : program.arrays().entrySet()) {
      Object real = value(null, array.getKey());
      List<String> elements = new ArrayList<>();
      for (int i = 0; i < Array.getLength(real); i++) {
        elements.add(Program.words(Array.get(real, i)));
      }
      compare(array.getKey(), array.getValue(), elements);
    }
  }

  private void compareFields(Object object, Map<String, String> expected)
      throws ReflectiveOperationException {
    for (Map.Entry<String, String> field : expected.entrySet()) {
      compare(field.getKey(), field.getValue(), Program.words(value(object, field.getKey())));
    }
  }

  private void compare(String name, Object expected, Object real) {
    if (!expected.equals(real)) {
      differences.add("VALUE: " + name + " is " + real + " and not " + expected);
    }
  }

  private Object value(Object object, String name) throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }
}
